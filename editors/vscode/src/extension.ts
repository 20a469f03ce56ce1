/** Starts and ends what the extension is made of. */

import * as vscode from "vscode";
import { Commands, Printed, SCHEME } from "./commands";
import { Server } from "./server";
import { StatusBar } from "./status";
import { contributeRuleSchema } from "./yaml";

/** Settings after whose change the server is started anew. */
const OF_SERVER = ["planspect.enable", "planspect.server", "planspect.language"];

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("planspect", { log: true });
  const trace = vscode.window.createOutputChannel("planspect: trace", { log: true });
  const server = new Server(context, output, trace);
  const printed = new Printed();
  const commands = new Commands(context, server, printed, output);
  const command = (name: string, run: () => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`planspect.${name}`, run);
  context.subscriptions.push(
    output,
    trace,
    server,
    new StatusBar(server),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, printed),
    command("restart", () => server.restart()),
    command("showOutput", () => {
      output.show();
    }),
    command("checkWorkspace", () => commands.checkWorkspace()),
    command("openReport", () => commands.openReport()),
    command("showTrace", () => commands.showTrace()),
    command("newPlan", () => commands.newPlan()),
    command("explainRule", () => commands.explainRule()),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (OF_SERVER.some((name) => event.affectsConfiguration(name))) await server.restart();
    }),
    // What the workspace names counts from now on.
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
  );
  // The server may take its time; nobody waits for it here.
  void server.start();
  await contributeRuleSchema(context);
}
