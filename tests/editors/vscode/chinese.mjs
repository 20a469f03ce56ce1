// VS Code shown in Chinese: commands, settings, messages and findings of the extension are. Started by vscode.sh.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  choose, command, notifications, open, openFolder, page, picture, plans, problems, run, sets, status, step, text, until,
} from "./window.mjs";

step("findings are in Chinese, also those of a plan in English", async () => {
  await open("en", "02-tasks.md");
  const message = "“Redesign the logo”没有对应的需求或目标 planspect PRF002";
  await until(message, async () => (await problems()).includes(message));
});

step("a command has its Chinese name and says in Chinese what came of it", async () => {
  await command("planspect: 检查工作区");
  await until("the counts", async () =>
    (await notifications()).includes("planspect：3份规划，错误4个，警告12个，提示0个"),
  );
  await picture("chinese");
});

step("settings are described in Chinese", async () => {
  await command("Preferences: Open Settings (UI)");
  await page.locator(".settings-editor .suggest-input-container").first().click();
  await page.keyboard.type("planspect.language");
  await until("the description", async () => (await text(".settings-editor")).includes("消息使用的语言"));
  await picture("settings-zh");
  // They lie over the window, and take its keys.
  await until("the settings to close", async () => {
    await page.keyboard.press("Escape");
    return page.locator(".settings-editor").first().waitFor({ state: "hidden", timeout: 2000 }).then(() => true, () => false);
  });
});

step("a program that is missing is told in Chinese", async () => {
  await open("en", "02-tasks.md");
  await until("the findings", async () => (await problems()).includes("PRF002"));
  await command("Notifications: Clear All Notifications");
  sets({ "planspect.server.path": "/nowhere/planspect" });
  await until("the words", async () =>
    (await notifications()).includes("未检查规划：设置 planspect.server.path 指定的“/nowhere/planspect”不是程序"),
  );
  sets({ "planspect.server.path": "" });
  await until("the findings again", async () => (await problems()).includes("PRF002"));
});

step("a new plan is in Chinese", async () => {
  const folder = join(plans, "../new-zh");
  mkdirSync(folder);
  await openFolder(folder);
  await command("planspect: 新建规划");
  await choose("Markdown");
  await choose("单位为自己编制规划");
  await page.locator('.tab.active[data-resource-name="plan.md"]').waitFor();
  await until("a plan in Chinese", async () => (await text(".editor-instance .view-lines")).includes("需求"));
  await until("its score", async () => /\d/.test(await status()));
  if ((await notifications()).includes("已经存在")) throw new Error("a file just written was there already");
});

await run(plans);
