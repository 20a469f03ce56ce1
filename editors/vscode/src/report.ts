/** What the extension reads of the contract `check --format json`. */

/** Counts of a whole check. */
export interface CheckCounts {
  plans: number;
  errors: number;
  warnings: number;
  infos: number;
}

/** Reads the counts of a report; none if it is not one that this extension knows. */
export function countsOf(output: string): CheckCounts | undefined {
  let report: unknown;
  try {
    report = JSON.parse(output);
  } catch {
    return undefined;
  }
  const summary = (report as { summary?: Partial<CheckCounts> } | null)?.summary;
  const { plans, errors, warnings, infos } = summary ?? {};
  if ([plans, errors, warnings, infos].some((number) => typeof number !== "number")) return undefined;
  return { plans, errors, warnings, infos } as CheckCounts;
}

/** The rules that `rules list` prints, one a line: code, name, severity, summary. */
export function rulesOf(output: string): { code: string; name: string; summary: string }[] {
  return output.split("\n").flatMap((line) => {
    const [, code, name, summary] = /^\s*([A-Z]{2,}\d{3})\s+(\S+)\s+\S+\s+(.*)$/.exec(line) ?? [];
    return code && name && summary ? [{ code, name, summary: summary.trim() }] : [];
  });
}
