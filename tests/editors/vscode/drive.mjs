// The packaged extension in VS Code, used as a user would, on an English and a Chinese plan. Started by vscode.sh.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  choose, command, extensions, goTo, notifications, open, openFolder, page, picture, place, plans, problems, run, sets,
  shown, status, step, text, underlined, until,
} from "./window.mjs";

/** The server that the installed extension has started. */
const server = () =>
  Number(execFileSync("pgrep", ["-f", `^${extensions}/.*/bin/planspect server`], { encoding: "utf8" }).trim());

for (const [folder, words] of Object.entries({
  en: {
    free: "Redesign the logo",
    message: "“Redesign the logo” serves no need and no goal planspect PRF002 [Ln 6, Col 5]",
    wrong: "N9",
    unknown: "nothing in this plan has the id “N9” planspect PLN002 [Ln 7, Col 36]",
    fix: "Replace by `N1`",
    rule: "A task serves no need and no goal",
    goal: "G1; owner",
  },
  zh: {
    free: "更换办公楼标识",
    message: "“更换办公楼标识”没有对应的需求或目标 planspect PRF002 [Ln 6, Col 3]",
    wrong: "需求9",
    unknown: "本规划中没有编号为“需求9”的条目 planspect PLN002 [Ln 7, Col 19]",
    fix: "替换为“需求1”",
    rule: "其他任务都写明了对应的需求或目标",
    goal: "目标1；责任单位",
  },
})) {
  step(`${folder}: squiggles lie under their words`, async () => {
    await open(folder, "02-tasks.md");
    await until("the squiggles", () => underlined(words.free));
    await until("the squiggle of the unknown id", () => underlined(words.wrong));
  });
  step(`${folder}: the Problems panel has messages, codes and columns`, async () => {
    await until(words.message, async () => (await problems()).includes(words.message));
    assert.ok((await problems()).includes(words.unknown), await problems());
    await picture(`problems-${folder}`);
  });
  step(`${folder}: hover shows the page of the rule`, async () => {
    await goTo(folder, "02-tasks.md", words.free);
    await until("the hover", async () => {
      await page.keyboard.press("Control+k");
      await page.keyboard.press("Control+i");
      await page.waitForTimeout(1500);
      const shown = await text(".monaco-hover:not(.hidden)");
      return shown.includes("PRF002") && shown.includes(words.rule);
    });
    await picture(`hover-${folder}`, false);
    await page.keyboard.press("Escape");
    await page.mouse.move(1, 1);
  });
  step(`${folder}: a quick fix mends the unknown id, and its finding goes`, async () => {
    // The finding is there, so the server is idle; the cursor is set by line and column.
    await until(words.unknown, async () => (await problems()).includes(words.unknown));
    await goTo(folder, "02-tasks.md", words.wrong);
    await page.keyboard.press("Control+.");
    const offer = page.locator(".action-widget .monaco-list-row", { hasText: words.fix });
    await offer.waitFor();
    await picture(`fix-${folder}`, false);
    await offer.click();
    await until("the finding to go", async () => !(await problems()).includes(words.unknown));
    assert.equal(await page.locator(".squiggly-error").count() > 0, true, "other findings stay");
    await page.keyboard.press("Control+z");
    await until("the finding to come back", async () => (await problems()).includes(words.unknown));
  });
  step(`${folder}: definition leads to the other file`, async () => {
    await goTo(folder, "02-tasks.md", words.goal, 1);
    await page.keyboard.press("F12");
    await page.locator('.tab.active[data-resource-name="01-needs.md"]').waitFor();
  });
}

step("the status bar shows score and findings of the plan", async () => {
  await open("en", "02-tasks.md");
  await until("the counts", async () => /\d+\s+2\s+2/.test(await status()));
  const item = page.locator("#planspect\\.planspect\\.planspect");
  await item.hover();
  await until("the plan, its score and its counts", async () => {
    const shown = await text(".monaco-hover:not(.hidden)");
    return shown.includes("permits-en") && /score \d+\.\d of 100/.test(shown) && shown.includes("2 errors, 2 warnings");
  });
  await picture("status", false);
  await page.mouse.move(1, 1);
});

step("the workspace is checked by a command", async () => {
  await command("planspect: Check Workspace");
  await until("the counts", async () =>
    (await notifications()).includes("planspect: 4 errors, 12 warnings, 0 notes in 3 plans"),
  );
  await page.keyboard.press("Escape");
});

step("a rule is explained", async () => {
  await open("en", "02-tasks.md");
  await goTo("en", "02-tasks.md", "Redesign the logo");
  await command("planspect: Explain a Rule");
  const first = page.locator(".quick-input-list .monaco-list-row").first();
  await until("the rule of the finding here", async () => (await first.innerText()).includes("PRF002"));
  await first.click();
  await page.locator('.tab.active[data-resource-name="PRF002.txt"]').waitFor();
  await until("the page of the rule", async () => (await shown()).includes("task-without-need"));
  await picture("explain");
  await command("View: Close Editor");
});

step("the trace is shown", async () => {
  await open("en", "02-tasks.md");
  await command("planspect: Show What Serves What (Trace)");
  await page.locator('.tab.active[data-resource-name="trace.txt"]').waitFor();
  await until("what serves what", async () => /N1[\s\S]*G1[\s\S]*T1/.test(await shown()));
  await picture("trace");
  await command("View: Close Editor");
});

step("the report is written and opened", async () => {
  await open("en", "02-tasks.md");
  await command("planspect: Open Report of Plan");
  // A window whose files are elsewhere shows it itself.
  const report = page.frameLocator("iframe.webview").frameLocator("iframe");
  await report.getByText("Redesign the logo").first().waitFor({ state: "attached" });
  await report.getByText("permits-en").first().waitFor();
  await picture("report");
  await command("View: Close Editor");
});

step("the output is shown", async () => {
  await command("planspect: Show Output");
  await until("the programs that were run", async () =>
    /\[info\]\S*bin\/planspect/.test((await text(".part.panel .view-lines")).replace(/\s+/g, "")),
  );
});

step("the server is started anew by a command", async () => {
  const before = server();
  await command("planspect: Restart Server");
  await until("another server", () => {
    try {
      return server() !== before;
    } catch {
      return false;
    }
  });
  await until("the findings again", async () => (await problems()).includes("PRF002"));
});

step("a crash is mended: the server is started again", async () => {
  await open("en", "02-tasks.md");
  await until("the findings", async () => (await problems()).includes("PRF002"));
  process.kill(server(), "SIGKILL");
  await until("words on it", async () =>
    (await text(".statusbar")).includes("the server has ended unexpectedly; it is started again in 1 s"),
  );
  await until("the findings again", async () => (await problems()).includes("PRF002"));
  await until("the status", async () => /2/.test(await status()));
});

step("a program that is missing is told in words", async () => {
  sets({ "planspect.server.path": "/nowhere/planspect" });
  await until("the words", async () =>
    (await notifications()).includes("“/nowhere/planspect”, which the setting planspect.server.path names, is not a program"),
  );
  await picture("missing");
  assert.doesNotMatch(await notifications(), /Error:|at .*\.js/);
  sets({ "planspect.server.path": "" });
  await until("the findings again", async () => (await problems()).includes("PRF002"));
});

step("a program that is silent is told in words", async () => {
  await command("Notifications: Clear All Notifications");
  sets({ "planspect.server.path": join(plans, "../silent") });
  await until("the words", async () => (await notifications()).includes("has not answered for 10 seconds"));
});

step("a program that ends at once is given up in words", async () => {
  await command("Notifications: Clear All Notifications");
  sets({ "planspect.server.path": "/bin/false" });
  await until("the words", async () =>
    /has ended 5 times in 3 minutes and is not started again/.test(await notifications()),
  );
  assert.doesNotMatch(await notifications(), /-32097|disposed|at .*\.js/);
  sets({ "planspect.server.path": "" });
  await until("the findings again", async () => (await problems()).includes("PRF002"));
});

for (const [language, prefix, written] of [
  ["English", "need", "- **N1** Who lacks what, and how much (source: survey, figures)"],
  ["Chinese", "需求", "- 需求1：谁缺少什么，程度如何（来源：调查、数据）"],
]) {
  step(`a snippet in ${language}`, async () => {
    await command("Notifications: Clear All Notifications");
    await command("Snippets: Insert Snippet");
    await page.locator(".quick-input-widget input.input").fill(prefix);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: prefix }).first().click();
    await until(written, async () => (await shown()).includes(written));
    await page.keyboard.press("Escape");
    await command("File: Revert File");
  });
}

step("the walkthrough leads through it", async () => {
  await command("Welcome: Open Walkthrough...");
  await choose("Plans that hold together");
  await until("its steps", async () => {
    const shown = await text(".gettingStartedContainer");
    return ["The program", "A plan to start from", "A finding and its rule", "All plans of a folder"].every((words) =>
      shown.includes(words),
    );
  });
  await picture("walkthrough");
});

step("a new plan is written into a folder and has no findings", async () => {
  const folder = join(plans, "../new");
  mkdirSync(folder);
  await openFolder(folder);
  await command("planspect: New Plan");
  await choose("Markdown");
  await choose("An organisation plans for itself");
  await page.locator('.tab.active[data-resource-name="plan.md"]').waitFor();
  assert.ok(existsSync(join(folder, "planspect.yaml")));
  await until("the score of a plan that keeps every rule", async () => /\d/.test(await status()));
  await picture("new-plan");
  // A second time nothing is overwritten, and that is said.
  await command("planspect: New Plan");
  await choose("Markdown");
  await choose("An organisation plans for itself");
  await until("words on it", async () =>
    (await notifications()).includes("planspect: plans/plan.md was there already and was left as it is"),
  );
});

await run(plans);
