import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf, rulesOf } from "../src/report";
import { isRuleFile } from "../src/rulefile";
import { judge, run } from "../src/run";
import { isSummary, statusText, type Summary } from "../src/summary";

test("a status is said in words", () => {
  assert.deepEqual(judge("check", 1, "out", "", null), { kind: "done", output: "out", status: 1 });
  assert.deepEqual(judge("check", 3, "", "no plan", null), { kind: "no-plan" });
  const old = "error: unrecognized subcommand 'trace'\n\nUsage: planspect";
  assert.deepEqual(judge("trace", 2, "", old, null), { kind: "too-old", subcommand: "trace" });
  const zh = "错误：没有子命令“trace”\n\n用法：planspect";
  assert.deepEqual(judge("trace", 2, "", zh, null), { kind: "too-old", subcommand: "trace" });
  assert.deepEqual(judge("check", 2, "", "  × plan.md: no such file\n\n", null), {
    kind: "failed",
    message: "plan.md: no such file",
  });
});

test("a program that cannot be run is told, not thrown", async () => {
  const outcome = await run("/nowhere/planspect", ["check"], undefined);
  assert.ok(outcome.kind === "failed");
  assert.match(outcome.message, /ENOENT/);
});

test("a program's output and status are given", async () => {
  const outcome = await run(process.execPath, ["-e", "console.log('计划'); process.exit(1)"], undefined);
  assert.deepEqual(outcome, { kind: "done", output: "计划\n", status: 1 });
});

test("counts are read from a report, and from nothing else", () => {
  const summary = { files: 3, plans: 1, errors: 2, warnings: 4, infos: 0, suppressed: 0 };
  assert.deepEqual(countsOf(JSON.stringify({ version: 1, summary })), { plans: 1, errors: 2, warnings: 4, infos: 0 });
  for (const wrong of ["", "null", "{}", '{"summary": {"plans": "1"}}']) assert.equal(countsOf(wrong), undefined);
});

test("rules are read from the list", () => {
  const listed = "\noverall\n  PRF002  task-without-need   error    A task serves no need.\n  x\n";
  assert.deepEqual(rulesOf(listed), [{ code: "PRF002", name: "task-without-need", summary: "A task serves no need." }]);
});

const summary: Summary = {
  plan: "Permits",
  profile: "organisation",
  scope: "whole",
  score: 78.4,
  errors: 2,
  warnings: 1,
  infos: 0,
};

test("the status bar shows score and findings", () => {
  assert.equal(statusText(summary), "$(checklist) 78 $(error) 2 $(warning) 1");
  assert.equal(statusText({ ...summary, errors: 0, warnings: 0 }), "$(checklist) 78 $(check)");
  assert.equal(statusText({ ...summary, score: null, errors: 0 }), "$(checklist) $(warning) 1");
});

test("only a summary is taken for one", () => {
  assert.equal(isSummary(summary), true);
  assert.equal(isSummary({ ...summary, score: null }), true);
  for (const wrong of [null, 1, {}, { ...summary, errors: "2" }, { ...summary, score: "78" }]) {
    assert.equal(isSummary(wrong), false);
  }
});

test("a rule file is known by what it says", () => {
  assert.equal(isRuleFile("code: ORG001\nname: own-rule\neach: task\n"), true);
  assert.equal(isRuleFile("# a comment\ncode: 'ORG001'\nname: x\nmessage: {en: x}\n"), true);
  assert.equal(isRuleFile("code: ORG001\n"), false);
  assert.equal(isRuleFile("title: A plan\ntasks: []\n"), false);
});
