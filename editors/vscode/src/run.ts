/** Runs a subcommand of the program and says what came of it. Knows nothing of VS Code. */

import { execFile } from "node:child_process";

/** What came of it. */
export type Outcome =
  | { kind: "done"; output: string; status: number }
  | { kind: "too-old"; subcommand: string }
  | { kind: "no-plan" }
  | { kind: "failed"; message: string };

const BIGGEST_OUTPUT = 64 * 1024 * 1024;
const LONGEST_RUN = 120_000;

/** Runs `program words…` in a folder. Status 1 means findings, 2 trouble, 3 no plan. */
export function run(program: string, words: readonly string[], folder: string | undefined): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      program,
      words,
      { cwd: folder, maxBuffer: BIGGEST_OUTPUT, timeout: LONGEST_RUN, windowsHide: true },
      (error, output, trouble) => {
        const status = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
        resolve(judge(words[0] ?? "", status, output, trouble, error));
      },
    );
  });
}

/** What a status and the output mean; no status: the program could not be run to its end. */
export function judge(
  subcommand: string,
  status: number | undefined,
  output: string,
  trouble: string,
  error: Error | null,
): Outcome {
  if (status === 0 || status === 1) return { kind: "done", output, status };
  if (status === 3) return { kind: "no-plan" };
  if (/unrecognized subcommand|没有子命令/.test(trouble)) return { kind: "too-old", subcommand };
  const said = trouble.trim().replace(/^(?:× |error: |错误：)/, "");
  return { kind: "failed", message: said || (error?.message ?? `exit status ${status ?? "?"}`) };
}
