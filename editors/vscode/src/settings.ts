/** The settings of the extension, as VS Code holds them. */

import * as vscode from "vscode";

/** A setting that is honoured from the workspace only if the user trusts it. */
function machineSetting<T>(name: string): { user: T | undefined; workspace: T | undefined } {
  const all = vscode.workspace.getConfiguration("planspect").inspect<T>(name);
  return {
    user: all?.globalValue ?? all?.defaultValue,
    workspace: all?.workspaceFolderValue ?? all?.workspaceValue,
  };
}

function trustedSetting<T>(name: string, otherwise: T): T {
  const { user, workspace } = machineSetting<T>(name);
  return (vscode.workspace.isTrusted ? workspace : undefined) ?? user ?? otherwise;
}

export function isEnabled(): boolean {
  return vscode.workspace.getConfiguration("planspect").get<boolean>("enable", true);
}

export function showsStatusBar(): boolean {
  return vscode.workspace.getConfiguration("planspect").get<boolean>("statusBar", true);
}

/** Paths of the program that the user and the workspace name. */
export function serverPaths(): { user: string; workspace: string } {
  const { user, workspace } = machineSetting<string>("server.path");
  return { user: user ?? "", workspace: workspace ?? "" };
}

/** Arguments after `planspect server`. */
export function serverArguments(): string[] {
  const log = trustedSetting<string>("server.log", "").trim();
  return [...(log ? ["--log", log] : []), ...trustedSetting<string[]>("server.arguments", [])];
}

/** The language of messages; none: that of each plan. */
export function language(): "en" | "zh" | undefined {
  const chosen = vscode.workspace.getConfiguration("planspect").get<string>("language", "editor");
  if (chosen === "en" || chosen === "zh") return chosen;
  if (chosen === "plan") return undefined;
  return vscode.env.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}
