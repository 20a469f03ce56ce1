/** The commands of the extension that run the program. */

import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { countsOf, rulesOf } from "./report";
import { run, type Outcome } from "./run";
import { tellMissing, type Server } from "./server";
import * as settings from "./settings";

/** The scheme of texts that the program printed. */
export const SCHEME = "planspect";

/** Texts that the program printed, as documents that cannot be edited. */
export class Printed implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? "";
  }

  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
  }
}

export class Commands {
  constructor(
    private readonly extension: vscode.ExtensionContext,
    private readonly server: Server,
    private readonly printed: Printed,
    private readonly output: vscode.OutputChannel,
  ) {}

  /** Checks all plans on disk, shows the counts and the Problems panel. */
  async checkWorkspace(): Promise<void> {
    const folder = await chooseFolder();
    if (!folder) return;
    await vscode.workspace.saveAll();
    const done = await this.run(["check", "--format", "json", "--allow-empty", "."], folder);
    if (!done) return;
    const counts = countsOf(done);
    if (!counts) {
      void vscode.window.showErrorMessage(vscode.l10n.t("planspect: the report could not be read"));
      return;
    }
    if (counts.plans === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("planspect: no plan was found in this folder"));
      return;
    }
    await vscode.commands.executeCommand("workbench.actions.view.problems");
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        "planspect: {0} errors, {1} warnings, {2} notes in {3} plans",
        counts.errors,
        counts.warnings,
        counts.infos,
        counts.plans,
      ),
    );
  }

  /** Makes the HTML report of the plan in the editor, or of the folder, and opens it. */
  async openReport(): Promise<void> {
    const subject = await chooseSubject();
    if (!subject) return;
    await mkdir(this.extension.globalStorageUri.fsPath, { recursive: true });
    const page = vscode.Uri.joinPath(this.extension.globalStorageUri, "report.html");
    const done = await this.run(["report", subject.path, "-o", page.fsPath], subject.folder);
    if (done === undefined) return;
    // A browser opens only what is on its own machine.
    const elsewhere = vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
    if (elsewhere) {
      const view = vscode.window.createWebviewPanel(
        "planspect.report",
        vscode.l10n.t("Report: {0}", path.basename(subject.path === "." ? subject.folder : subject.path)),
        vscode.ViewColumn.Active,
        { enableScripts: true },
      );
      view.webview.html = await readFile(page.fsPath, "utf8");
    } else if (!(await vscode.env.openExternal(page))) {
      await vscode.commands.executeCommand("vscode.open", page);
    }
  }

  /** Shows which task serves which need. */
  async showTrace(): Promise<void> {
    const subject = await chooseSubject();
    if (!subject) return;
    const done = await this.run(["trace", subject.path], subject.folder);
    if (done !== undefined) await this.printed.show("trace.txt", done);
  }

  /** Shows the page of a rule: of the finding under the cursor first. */
  async explainRule(): Promise<void> {
    const folder = (await chooseFolder(true)) ?? undefined;
    const listed = await this.run(["rules", "list"], folder);
    if (listed === undefined) return;
    const here = rulesHere();
    const rules = rulesOf(listed).map((rule) => ({
      label: rule.code,
      description: rule.name,
      detail: rule.summary,
      here: here.has(rule.code),
    }));
    rules.sort((one, other) => Number(other.here) - Number(one.here));
    const chosen = await vscode.window.showQuickPick(rules, {
      placeHolder: vscode.l10n.t("Which rule?"),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (!chosen) return;
    const page = await this.run(["explain", chosen.label], folder);
    if (page !== undefined) await this.printed.show(`${chosen.label}.txt`, page);
  }

  /** Writes a configuration and a plan to start from, and opens the plan. */
  async newPlan(): Promise<void> {
    const folder = await chooseFolder();
    if (!folder) return;
    const form = await vscode.window.showQuickPick(
      [
        { label: "Markdown", value: "md" },
        { label: "YAML", value: "yaml" },
      ],
      { placeHolder: vscode.l10n.t("Form of the plan") },
    );
    if (!form) return;
    const profile = await vscode.window.showQuickPick(
      [
        { label: vscode.l10n.t("An organisation plans for itself"), value: "organisation" },
        { label: vscode.l10n.t("A team plans a feature or product"), value: "project" },
      ],
      { placeHolder: vscode.l10n.t("Who plans?") },
    );
    if (!profile) return;
    const file = `plans/plan.${form.value}`;
    const uri = vscode.Uri.file(path.resolve(folder, file));
    const wasThere = existsSync(uri.fsPath);
    const done = await this.run(["init", "--yes", "--format", form.value, "--profile", profile.value, "."], folder);
    if (done === undefined) return;
    await vscode.window.showTextDocument(uri);
    if (wasThere) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("planspect: {0} was there already and was left as it is", file),
      );
    }
  }

  /** Runs a subcommand; gives what it printed, or tells in words why not. */
  private async run(words: string[], folder: string | undefined): Promise<string | undefined> {
    const found = this.server.find();
    if (found.kind !== "found") {
      await tellMissing(found);
      return undefined;
    }
    const language = settings.language();
    const all = [...words, "--color", "never", ...(language ? ["--lang", language] : [])];
    this.output.appendLine(`${found.file} ${all.join(" ")}`);
    const outcome = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `planspect ${words[0] ?? ""}` },
      () => run(found.file, all, folder),
    );
    return this.told(outcome, found.file);
  }

  private told(outcome: Outcome, file: string): string | undefined {
    switch (outcome.kind) {
      case "done":
        return outcome.output;
      case "no-plan":
        void vscode.window.showInformationMessage(vscode.l10n.t("planspect: no plan was found in this folder"));
        return undefined;
      case "too-old":
        void vscode.window.showErrorMessage(
          vscode.l10n.t(
            "This planspect ({0}) is too old for “planspect {1}”. Install a newer one.",
            file,
            outcome.subcommand,
          ),
        );
        return undefined;
      case "failed":
        void vscode.window.showErrorMessage(`planspect: ${outcome.message}`);
        return undefined;
    }
  }
}

/** The rules of findings under the cursor. */
function rulesHere(): Set<string> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return new Set();
  const here = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter((one) => one.source === "planspect" && one.range.intersection(editor.selection));
  return new Set(here.map((one) => String(typeof one.code === "object" ? one.code.value : one.code)));
}

/** A folder of the workspace; of several, that of the editor or the one that the user chooses. */
async function chooseFolder(silently = false): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const document = vscode.window.activeTextEditor?.document;
  const own = document && vscode.workspace.getWorkspaceFolder(document.uri);
  if (own) return own.uri.fsPath;
  if (folders.length === 1 || (silently && folders.length > 0)) return folders[0]?.uri.fsPath;
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri.fsPath;
  if (document?.uri.scheme === "file") return path.dirname(document.uri.fsPath);
  if (!silently) void vscode.window.showInformationMessage(vscode.l10n.t("planspect: open a folder first"));
  return undefined;
}

/** The plan in the editor, as it is on disk, else all plans of a folder. */
async function chooseSubject(): Promise<{ path: string; folder: string } | undefined> {
  const folder = await chooseFolder();
  if (!folder) return undefined;
  const document = vscode.window.activeTextEditor?.document;
  const isPlan = document?.uri.scheme === "file" && ["markdown", "yaml"].includes(document.languageId);
  if (!isPlan) return { path: ".", folder };
  await document.save();
  return { path: document.uri.fsPath, folder };
}
