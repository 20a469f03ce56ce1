// A workspace that nobody trusts: what it names is not run, and its plans are checked all the same. Started by vscode.sh,
// in a folder whose settings name a program that leaves a mark.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { command, extensions, notifications, open, page, picture, plans, problems, run, step, text, until } from "./window.mjs";

const mark = join(plans, "../marked");

step("the plans of a workspace that is not trusted are checked by the program of the extension", async () => {
  await until("restricted mode", async () => (await text(".statusbar")).includes("Restricted Mode"));
  await open("en", "02-tasks.md");
  await until("the findings", async () => (await problems()).includes("PRF002"));
  execFileSync("pgrep", ["-f", `^${extensions}/.*/bin/planspect server`]);
  await picture("restricted");
});

step("its commands do not run the program that the workspace names", async () => {
  await command("planspect: Check Workspace");
  await until("the counts", async () => (await notifications()).includes("in 3 plans"));
  await command("planspect: Restart Server");
  await until("the findings again", async () => (await problems()).includes("PRF002"));
  assert.ok(!existsSync(mark), "the workspace's program has run");
});

step("once it is trusted, the program that it names is run", async () => {
  await command("Workspaces: Manage Workspace Trust");
  await page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust/ }).first().click();
  await until("the mark of the workspace's program", () => existsSync(mark));
});

await run(plans);
