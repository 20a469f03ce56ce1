// Drives VS Code (code-server, in a browser) with the packaged extension, as a user would. Started by vscode.sh:
//   node drive.mjs PLAYWRIGHT-FOLDER URL PLANS-FOLDER SETTINGS-FILE EXTENSIONS-FOLDER PICTURES-FOLDER
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [tools, url, plans, settingsFile, extensions, pictures] = process.argv.slice(2);
const { chromium } = createRequire(join(tools, "package.json"))("playwright-core");

const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
  "--disable-component-update --disable-sync";
const PATIENCE = 120_000;

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS.split(" ") });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
page.setDefaultTimeout(PATIENCE);

/** Waits until what a function gives is true or not empty. */
async function until(what, condition) {
  const end = Date.now() + PATIENCE;
  let seen;
  for (;;) {
    seen = await condition();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await page.waitForTimeout(100);
  }
}

const sets = (changes) => {
  const settings = { ...JSON.parse(readFileSync(settingsFile, "utf8")), ...changes };
  writeFileSync(settingsFile, JSON.stringify(settings));
};

const text = async (selector) => (await page.locator(selector).allInnerTexts()).join("\n").replace(/\u00a0/g, " ");
/** What the Problems panel shows, from its top. */
async function problems() {
  const box = await page.locator(".markers-panel").boundingBox();
  if (box) {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -10_000);
  }
  return (await text(".markers-panel")).replace(/\s+/g, " ");
}
const notifications = () => text(".notification-list-item-message");
const status = () => text("#planspect\\.planspect\\.planspect");

async function picture(name) {
  await page.mouse.move(1, 1);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Opens a file of a folder in the Explorer, as a tab that stays. */
async function open(folder, file) {
  const row = (name) => page.locator(".explorer-folders-view .monaco-list-row", { hasText: name });
  const wanted = `${folder}/${file}`;
  await row(folder).first().waitFor();
  // The tree is drawn anew now and then, and a click into it lost.
  await until(`the folder ${folder}`, async () => {
    if ((await row(folder).first().getAttribute("aria-expanded")) === "true") return true;
    await row(folder).first().click();
    await page.waitForTimeout(500);
    return false;
  });
  const rows = page.locator(`.explorer-folders-view .monaco-list-row [aria-label*="${wanted}"]`);
  await rows.first().dblclick();
  await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
  await page.locator(".view-lines").first().waitFor();
}

/** A place in the editor where words stand, in pixels: at their middle. */
async function place(words) {
  return until(`the words ${words}`, () =>
    page.evaluate((words) => {
      for (const line of document.querySelectorAll(".editor-instance .view-line")) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const nodes = [];
        while (walker.nextNode()) nodes.push(walker.currentNode);
        const all = nodes.map((node) => node.data).join("").replace(/\u00a0/g, " ");
        const at = all.indexOf(words);
        if (at < 0) continue;
        const find = (offset) => {
          for (const node of nodes) {
            if (offset <= node.data.length) return [node, offset];
            offset -= node.data.length;
          }
        };
        const range = document.createRange();
        range.setStart(...find(at));
        range.setEnd(...find(at + words.length));
        const box = range.getBoundingClientRect();
        return { x: box.x, y: box.y, width: box.width, height: box.height };
      }
      return undefined;
    }, words),
  );
}

async function click(words) {
  const { x, y, width, height } = await place(words);
  await page.mouse.click(x + width / 2, y + height / 2);
}

/** Whether a squiggle lies exactly under words. */
async function underlined(words) {
  const box = await place(words);
  const squiggles = await page.locator(".squiggly-error").all();
  for (const squiggle of squiggles) {
    const found = await squiggle.boundingBox();
    if (!found) continue;
    const sameLine = found.y >= box.y - 4 && found.y <= box.y + box.height;
    if (sameLine && Math.abs(found.x + found.width - (box.x + box.width)) < 3) return true;
  }
  return false;
}

/** Runs a command by its name, as from the palette. */
async function command(title) {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input.input");
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
}

const steps = [];
const step = (name, body) => steps.push([name, body]);

for (const [folder, words] of Object.entries({
  en: {
    free: "Redesign the logo",
    message: "“Redesign the logo” serves no need and no goal planspect PRF002 [Ln 6, Col 5]",
    wrong: "N9",
    unknown: "nothing in this plan has the id “N9” planspect PLN002 [Ln 7, Col 36]",
    fix: "Replace by `N1`",
    rule: "A task serves no need and no goal",
    goal: "serves: G1",
  },
  zh: {
    free: "更换办公楼标识",
    message: "“更换办公楼标识”没有对应的需求或目标 planspect PRF002 [Ln 6, Col 3]",
    wrong: "需求9",
    unknown: "本规划中没有编号为“需求9”的条目 planspect PLN002 [Ln 7, Col 19]",
    fix: "替换为“需求1”",
    rule: "其他任务都写明了对应的需求或目标",
    goal: "对应目标：目标1",
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
    const { x, y, width, height } = await place(words.free);
    await page.mouse.move(x + width / 2, y + height / 2);
    await until("the hover", async () => {
      const shown = await text(".monaco-hover:not(.hidden)");
      return shown.includes("PRF002") && shown.includes(words.rule);
    });
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(pictures, `hover-${folder}.png`) });
    await page.keyboard.press("Escape");
    await page.mouse.move(1, 1);
  });
  step(`${folder}: a quick fix mends the unknown id, and its finding goes`, async () => {
    const offer = page.locator(".action-widget .monaco-list-row", { hasText: words.fix });
    // The editor asks for fixes where the cursor is; a click that comes while it lays lines out anew misses the words.
    await until("the offer", async () => {
      await click(words.wrong);
      await command("Quick Fix...");
      const offered = await offer.waitFor({ timeout: 5000 }).then(() => true, () => false);
      if (!offered) await page.keyboard.press("Escape");
      return offered;
    });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(pictures, `fix-${folder}.png`) });
    await offer.click();
    await until("the finding to go", async () => !(await problems()).includes(words.unknown));
    assert.equal(await page.locator(".squiggly-error").count() > 0, true, "other findings stay");
    await page.keyboard.press("Control+z");
    await until("the finding to come back", async () => (await problems()).includes(words.unknown));
  });
  step(`${folder}: definition leads to the other file`, async () => {
    const { x, y, width, height } = await place(words.goal);
    await page.mouse.click(x + width - 4, y + height / 2);
    await page.keyboard.press("F12");
    await page.locator('.tab.active[data-resource-name="01-needs.md"]').waitFor();
  });
}

step("the status bar shows score and findings of the plan", async () => {
  await open("en", "02-tasks.md");
  await until("the counts", async () => /\d+\s+2\s+2/.test(await status()));
});

step("the workspace is checked by a command", async () => {
  await command("planspect: Check Workspace");
  await until("the counts", async () =>
    (await notifications()).includes("planspect: 4 errors, 11 warnings, 0 notes in 3 plans"),
  );
  await page.keyboard.press("Escape");
});

step("a rule is explained", async () => {
  await open("en", "02-tasks.md");
  await click("Redesign the logo");
  await command("planspect: Explain a Rule");
  const first = page.locator(".quick-input-list .monaco-list-row").first();
  await until("the rule of the finding here", async () => (await first.innerText()).includes("PRF002"));
  await first.click();
  await page.locator('.tab.active[data-resource-name="PRF002.txt"]').waitFor();
  await command("View: Close Editor");
});

step("a crash is mended: the server is started again", async () => {
  await open("en", "02-tasks.md");
  await until("the findings", async () => (await problems()).includes("PRF002"));
  // The one that runs from the extension that this test has installed.
  const pid = execFileSync("pgrep", ["-f", `^${extensions}/.*/bin/planspect server`], { encoding: "utf8" });
  process.kill(Number(pid), "SIGKILL");
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

let failed = 0;
try {
  await page.goto(`${url}/?folder=${plans}`);
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  await page.keyboard.press("Control+Shift+m");
  for (const [name, body] of steps.filter(([name]) => name.includes(process.env.ONLY ?? ""))) {
    const start = Date.now();
    try {
      await body();
      console.log(`ok      ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${name}\n${error.message}`);
      console.log({ problems: await problems(), notifications: await notifications(), status: await status() });
      await page.screenshot({ path: join(pictures, "failed.png") });
      break;
    }
  }
} finally {
  await browser.close();
}
process.exit(failed);
