/** The status bar: the score and findings of the plan in the editor, or what is wrong with the server. */

import * as vscode from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";
import type { Server } from "./server";
import * as settings from "./settings";
import { isSummary, statusText, type Summary } from "./summary";

/** Milliseconds in which several changes count as one. */
const PAUSE = 200;

export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly parts: { dispose: () => unknown }[];
  private waiting: NodeJS.Timeout | undefined;
  private turn = 0;

  constructor(private readonly server: Server) {
    this.item = vscode.window.createStatusBarItem("planspect", vscode.StatusBarAlignment.Right, 90);
    this.item.name = "planspect";
    const soon = (): void => {
      this.soon();
    };
    this.parts = [
      this.item,
      server.onChange(soon),
      vscode.window.onDidChangeActiveTextEditor(soon),
      vscode.languages.onDidChangeDiagnostics(soon),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === vscode.window.activeTextEditor?.document) soon();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("planspect.statusBar")) soon();
      }),
    ];
    soon();
  }

  dispose(): void {
    clearTimeout(this.waiting);
    for (const part of this.parts) part.dispose();
  }

  private soon(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      void this.show();
    }, PAUSE);
  }

  private async show(): Promise<void> {
    const turn = ++this.turn;
    const document = vscode.window.activeTextEditor?.document;
    // Whoever reads an output has the same plan before the eyes.
    if (document?.uri.scheme === "output") return;
    if (!settings.showsStatusBar() || !document || !["markdown", "yaml"].includes(document.languageId)) {
      this.item.hide();
      return;
    }
    const { condition } = this.server;
    if (condition === "missing" || condition === "stopped") {
      this.item.text = "$(error) planspect";
      this.item.tooltip =
        condition === "missing"
          ? vscode.l10n.t("planspect: the program was not found. Click to try again.")
          : vscode.l10n.t("planspect: the server does not run. Click to start it again.");
      this.item.command = "planspect.restart";
      this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
      this.item.show();
      return;
    }
    this.item.backgroundColor = undefined;
    if (condition === "starting") {
      this.item.text = "$(loading~spin) planspect";
      this.item.tooltip = vscode.l10n.t("planspect: the server is starting");
      this.item.command = "planspect.showOutput";
      this.item.show();
      return;
    }
    const summary = await this.ask(document);
    if (turn !== this.turn) return;
    if (!summary) {
      this.item.hide();
      return;
    }
    this.item.text = statusText(summary);
    this.item.tooltip = tooltip(summary);
    this.item.command = "workbench.actions.view.problems";
    this.item.show();
  }

  /** The plan of a document; none if it belongs to none, or the server is too old to say. */
  private async ask(document: vscode.TextDocument): Promise<Summary | undefined> {
    const client = this.server.running;
    const commands = client?.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
    if (!client || !commands.includes("planspect.summary")) return undefined;
    try {
      const answer: unknown = await client.sendRequest(ExecuteCommandRequest.type, {
        command: "planspect.summary",
        arguments: [client.code2ProtocolConverter.asUri(document.uri)],
      });
      return isSummary(answer) ? answer : undefined;
    } catch {
      // It ended or restarted meanwhile: its condition is shown instead.
      return undefined;
    }
  }
}

function tooltip(summary: Summary): vscode.MarkdownString {
  const score =
    summary.score === null
      ? vscode.l10n.t("not scored")
      : vscode.l10n.t("score {0} of 100", summary.score.toFixed(1));
  const counts = vscode.l10n.t(
    "{0} errors, {1} warnings, {2} notes",
    summary.errors,
    summary.warnings,
    summary.infos,
  );
  const text = new vscode.MarkdownString();
  text.appendText(`${summary.plan}\n\n${score}\n\n${counts}\n\n${summary.profile}, ${summary.scope}`);
  return text;
}
