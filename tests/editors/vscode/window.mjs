// VS Code (code-server, in a browser) as a user has it: what is on its window, and what keys do.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
  "--disable-component-update --disable-sync";
/** Milliseconds after which what was waited for does not come. */
const PATIENCE = 120_000;

/** What vscode.sh says: TOOLS URL PLANS SETTINGS EXTENSIONS PICTURES. */
const [tools, url, plans, settingsFile, extensions, pictures] = process.argv.slice(2);
export { extensions, pictures, plans };

const { chromium } = createRequire(join(tools, "package.json"))("playwright-core");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS.split(" ") });
export const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
page.setDefaultTimeout(PATIENCE);

/** Waits until what a function gives is true or not empty. */
export async function until(what, condition) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await condition();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await page.waitForTimeout(100);
  }
}

/** Changes the machine's settings. */
export function sets(changes) {
  const settings = { ...JSON.parse(readFileSync(settingsFile, "utf8")), ...changes };
  writeFileSync(settingsFile, JSON.stringify(settings));
}

export const text = async (selector) =>
  (await page.locator(selector).allInnerTexts()).join("\n").replace(/\u00a0/g, " ");
export const notifications = () => text(".notification-list-item-message");
export const status = () => text("#planspect\\.planspect\\.planspect");

/** What the Problems panel shows, from its top. */
export async function problems() {
  const panel = page.locator(".markers-panel");
  const box = (await panel.count()) > 0 && (await panel.first().boundingBox());
  if (box) {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -10_000);
  }
  return (await text(".markers-panel")).replace(/\s+/g, " ");
}

/** What an editor shows, line by line as it is drawn. */
export const shown = () => text(".editor-instance .view-lines");

export async function picture(name, rests = true) {
  if (rests) await page.mouse.move(1, 1);
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Opens a folder, with its Problems panel. */
export async function openFolder(folder) {
  await page.goto(`${url}/?folder=${folder}`);
  await page.locator(".explorer-folders-view").first().waitFor();
  await page.locator(".monaco-workbench .part.statusbar .statusbar-item").first().waitFor();
}

/** The input of the palette, open and empty of what was there before. */
async function palette(keys) {
  const input = page.locator(".quick-input-widget input.input");
  await until(`the palette of ${keys}`, async () => {
    await page.keyboard.press(keys);
    return input.waitFor({ timeout: 5000 }).then(() => true, () => false);
  });
  return input;
}

/** Opens a file of the folder by its name, as a tab that stays. */
export async function open(folder, file) {
  const input = await palette("Control+p");
  await input.fill(`${folder}/${file}`);
  const row = page.locator(".quick-input-list .monaco-list-row").filter({
    has: page.locator(".label-description", { hasText: new RegExp(`^${folder}$`) }),
    hasText: file,
  });
  await row.first().click();
  await until(`${folder}/${file} in the editor`, async () => {
    const [first, second] = (await page.locator(".monaco-breadcrumb-item").allInnerTexts()).map((text) => text.trim());
    return first === folder && second === file;
  });
  await page.locator(".view-lines").first().waitFor();
}

/** Runs a command by its name, from the palette. Those of extensions are there some time after the window is. */
export async function command(title) {
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
  await until(`the command ${title}`, async () => {
    const input = await palette("F1");
    await input.fill(`>${title}`);
    if (await row.waitFor({ timeout: 5000 }).then(() => true, () => false)) return true;
    await page.keyboard.press("Escape");
    return false;
  });
  await row.click();
}

/** Chooses an answer of a list that a command shows. */
export async function choose(answer) {
  await page.locator(".quick-input-list .monaco-list-row", { hasText: answer }).first().click();
}

/**
 * Puts the cursor of the editor on words of a file of the plans: by line and column, as they are on disk, so that nothing
 * depends on where lines are drawn. `inside`: how many characters after their beginning.
 */
export async function goTo(folder, file, words, inside = 0) {
  const lines = readFileSync(join(plans, folder, file), "utf8").split("\n");
  const line = lines.findIndex((line) => line.includes(words));
  if (line < 0) throw new Error(`${folder}/${file} does not say ${words}`);
  const before = lines[line].slice(0, lines[line].indexOf(words) + inside);
  // “Go to Line” counts wide characters twice; what the status bar shows then is the column of the text.
  const wide = [...before].filter((sign) => /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(sign));
  const input = await palette("Control+g");
  await input.fill(`:${line + 1}:${before.length + wide.length + 1}`);
  await page.keyboard.press("Enter");
  await input.waitFor({ state: "hidden" });
  const there = `Ln ${line + 1}, Col ${before.length + 1}`;
  await until(`the cursor at ${there}`, async () => (await text("#status\\.editor\\.selection")).includes(there));
  await focused();
}

/** Waits until keys go to the editor: after the palette closes, they are lost for a moment. */
export async function focused() {
  await page.locator(".editor-instance .monaco-editor.focused").first().waitFor();
}

/** A place in the editor where words stand, in pixels. */
export async function place(words) {
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

/** Whether a squiggle lies exactly under words. */
export async function underlined(words) {
  const box = await place(words);
  for (const squiggle of await page.locator(".squiggly-error").all()) {
    const found = await squiggle.boundingBox();
    if (!found) continue;
    const sameLine = found.y >= box.y - 4 && found.y <= box.y + box.height;
    if (sameLine && Math.abs(found.x + found.width - (box.x + box.width)) < 3) return true;
  }
  return false;
}

const steps = [];
/** A step of a test: a name and what is done. */
export const step = (name, body) => steps.push([name, body]);

/** Does all steps (those whose names ONLY matches), one after another, and ends the program. */
export async function run(folder) {
  let failed = 0;
  try {
    await openFolder(folder);
    for (const [name, body] of steps.filter(([name]) => new RegExp(process.env.ONLY ?? "").test(name))) {
      const start = Date.now();
      try {
        if (!(await page.locator(".markers-panel").first().isVisible())) await page.keyboard.press("Control+Shift+m");
        await body();
        console.log(`ok      ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
      } catch (error) {
        failed++;
        console.log(`FAILED  ${name}\n${error.message}`);
        console.log({ problems: await problems(), notifications: await notifications(), status: await status() });
        await page.screenshot({ path: join(pictures, `failed-${failed}.png`) });
        // What comes after may be wrong for the same reason.
        if (failed === 3) break;
      }
    }
  } finally {
    await browser.close();
  }
  process.exit(failed);
}
