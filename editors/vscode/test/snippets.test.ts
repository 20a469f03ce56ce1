/** What a snippet writes is what the program reads: an item of the kind that it is called. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

interface Snippet {
  prefix: string | string[];
  body: string[];
}

interface Facts {
  plans: { items: { kind: string; id: string | null }[] }[];
}

const program = process.env["PLANSPECT"];

const SECTIONS: Record<string, [en: string, zh: string]> = {
  need: ["Needs", "需求"],
  goal: ["Goals", "目标"],
  task: ["Tasks", "任务"],
  measure: ["Measures", "措施"],
  resource: ["Existing systems", "已有资源"],
  indicator: ["Indicators", "指标"],
  risk: ["Risks", "风险"],
  milestone: ["Milestones", "里程碑"],
};

function snippets(file: string): Map<string, string> {
  const all = JSON.parse(readFileSync(`snippets/${file}.json`, "utf8")) as Record<string, Snippet>;
  return new Map(
    Object.values(all).map(({ prefix, body }) => [
      typeof prefix === "string" ? prefix : (prefix.at(-1) ?? ""),
      body
        .join("\n")
        .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, "$1")
        .replace(/\$\{\d+:([^}]*)\}/g, "$1")
        .replace(/\$\d/g, ""),
    ]),
  );
}

function facts(text: string, ending: string): Facts {
  const out = execFileSync(program ?? "", ["facts", "-", "--stdin-filename", `plan.${ending}`], {
    input: text,
    encoding: "utf8",
  });
  return JSON.parse(out) as Facts;
}

for (const language of ["en", "zh"] as const) {
  const at = language === "en" ? 0 : 1;
  for (const [kind, headings] of Object.entries(SECTIONS)) {
    test(`${language}: ${kind}`, { skip: !program && "PLANSPECT names no program" }, () => {
      const name = language === "en" ? kind : `${kind}-zh`;
      const markdown = snippets(`${language}.markdown`).get(name);
      assert.ok(markdown, name);
      const items = facts(`---\nkind: plan\n---\n# Plan\n\n## ${headings[at]}\n\n${markdown}\n`, "md").plans[0]?.items;
      assert.deepEqual(items?.map((item) => item.kind), [kind]);
      assert.match(items[0]?.id ?? "", /1$/);
      const yaml = snippets(`${language}.yaml`).get(name);
      if (yaml === undefined) return;
      const below = `kind: plan\ntitle: Plan\n${headings[at].toLowerCase()}:\n${yaml.replace(/^/gm, "  ")}\n`;
      assert.deepEqual(facts(below, "yaml").plans[0]?.items.map((item) => item.kind), [kind]);
    });
  }
  test(`${language}: tasks as a table, a plan as YAML`, { skip: !program && "PLANSPECT names no program" }, () => {
    const ending = language === "en" ? "" : "-zh";
    const table = snippets(`${language}.markdown`).get(`tasktable${ending}`) ?? "";
    const tasks = facts(`---\nkind: plan\n---\n# Plan\n\n${table}\n`, "md").plans[0]?.items;
    assert.deepEqual(tasks?.map((item) => item.kind), ["task"]);
    const plan = facts(snippets(`${language}.yaml`).get(`plan${ending}`) ?? "", "yaml").plans[0]?.items;
    assert.deepEqual(plan?.map((item) => item.kind), ["need", "task"]);
  });
}
