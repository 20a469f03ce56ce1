/** The plan of a document in a few words, for the status bar. Knows nothing of VS Code. */

/** What the server answers to `planspect.summary`. */
export interface Summary {
  plan: string;
  profile: string;
  scope: string;
  /** Of 100; none where nothing could be scored. */
  score: number | null;
  errors: number;
  warnings: number;
  infos: number;
}

/** Whether an answer of the server is a summary. */
export function isSummary(answer: unknown): answer is Summary {
  const numbers = ["errors", "warnings", "infos"];
  const words = ["plan", "profile", "scope"];
  if (typeof answer !== "object" || answer === null) return false;
  const all = answer as Record<string, unknown>;
  const { score } = all as { score?: unknown };
  return (
    numbers.every((name) => typeof all[name] === "number") &&
    words.every((name) => typeof all[name] === "string") &&
    (score === null || typeof score === "number")
  );
}

/** The text in the status bar: `$(checklist) 78 · 10 errors · 9 warnings`, as icons. */
export function statusText(summary: Summary): string {
  const score = summary.score === null ? "" : ` ${summary.score.toFixed(0)}`;
  const counts = [
    summary.errors > 0 ? `$(error) ${summary.errors}` : "",
    summary.warnings > 0 ? `$(warning) ${summary.warnings}` : "",
    summary.infos > 0 ? `$(info) ${summary.infos}` : "",
  ].filter(Boolean);
  return [`$(checklist)${score}`, ...(counts.length > 0 ? counts : ["$(check)"])].join(" ");
}
