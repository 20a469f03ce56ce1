/** Everything that is shown is there in both languages, and nothing else is. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const read = (file: string): string => readFileSync(file, "utf8");
const keys = (file: string): string[] => Object.keys(JSON.parse(read(file)) as object).sort();

test("the manifest's texts", () => {
  const used = [...read("package.json").matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? "").sort();
  assert.deepEqual(keys("package.nls.json"), used);
  assert.deepEqual(keys("package.nls.zh-cn.json"), used);
});

test("the texts of the code", () => {
  const texts = new Set<string>();
  for (const file of readdirSync("src")) {
    for (const [, call] of read(`src/${file}`).matchAll(/l10n\.t\(\s*((?:"[^"]*"(?:\s*\+\s*)?)+)/g)) {
      texts.add([...(call ?? "").matchAll(/"([^"]*)"/g)].map(([, part]) => part ?? "").join(""));
    }
  }
  assert.deepEqual(keys("l10n/bundle.l10n.zh-cn.json"), [...texts].sort());
});

test("a translation names the same places", () => {
  const bundle = JSON.parse(read("l10n/bundle.l10n.zh-cn.json")) as Record<string, string>;
  const places = (text: string): string[] => [...text.matchAll(/\{\d\}/g)].map(([place]) => place).sort();
  for (const [en, zh] of Object.entries(bundle)) assert.deepEqual(places(zh), places(en), en);
});

test("every command and setting of the code is in the manifest", () => {
  const manifest = JSON.parse(read("package.json")) as {
    contributes: { commands: { command: string }[]; configuration: { properties: object } };
  };
  const commands = [...read("src/extension.ts").matchAll(/\bcommand\("(\w+)"/g)].map(([, name]) => `planspect.${name ?? ""}`);
  assert.deepEqual(manifest.contributes.commands.map((one) => one.command).sort(), commands.sort());
  const settings = Object.keys(manifest.contributes.configuration.properties);
  const code = read("src/settings.ts");
  const used = [...code.matchAll(/(?:get|Setting)<[^>]+>\("([\w.]+)"/g)].map(([, name]) => `planspect.${name ?? ""}`);
  assert.deepEqual(
    settings.filter((name) => name !== "planspect.trace.server").sort(),
    [...new Set(used)].sort(),
  );
});
