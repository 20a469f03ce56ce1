/** The server's life: found, started, started again after a crash, stopped. What goes wrong is told in words. */

import * as os from "node:os";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";
import { Crashes } from "./crashes";
import { findProgram, isProgram, type Found } from "./program";
import * as settings from "./settings";

/** Seconds to wait for the first answer before saying that the server is slow. */
const PATIENCE = 10;

export type Condition = "off" | "starting" | "running" | "missing" | "stopped";

/** Writes down what the library says of errors; what the user is to know of them is told here, in words. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** One server, and what is known about it. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly crashes = new Crashes();
  private readonly changed = new vscode.EventEmitter<Condition>();
  private condition_: Condition = "off";
  private wanted = 0;
  /** The last turn whose server ended by itself. */
  private ended = 0;

  /** Told when the condition changes. */
  readonly onChange = this.changed.event;

  constructor(
    private readonly extension: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
    private readonly trace: vscode.LogOutputChannel,
  ) {}

  get condition(): Condition {
    return this.condition_;
  }

  /** The client, if its server answers. */
  get running(): LanguageClient | undefined {
    return this.condition_ === "running" ? this.client : undefined;
  }

  /** Looks for the program as the settings are now. */
  find(): Found {
    const paths = settings.serverPaths();
    return findProgram({
      userPath: paths.user,
      workspacePath: paths.workspace,
      trusted: vscode.workspace.isTrusted,
      extension: this.extension.extensionPath,
      folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
      searchPath: process.env["PATH"] ?? "",
      home: os.homedir(),
      platform: process.platform,
      isProgram,
    });
  }

  /** Stops what runs and starts anew; crashes so far do not count any longer. */
  async restart(): Promise<void> {
    this.crashes.forget();
    await this.stop();
    await this.start();
  }

  async start(): Promise<void> {
    if (!settings.isEnabled()) {
      this.become("off");
      return;
    }
    const found = this.find();
    if (found.kind !== "found") {
      this.become("missing");
      await tellMissing(found);
      return;
    }
    this.output.info(`${found.file} server (${found.source})`);
    this.become("starting");
    const turn = ++this.wanted;
    const client = new QuietClient("planspect", "planspect", this.command(found.file), this.options(turn));
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (turn === this.wanted && newState === State.Running) this.become("running");
    });
    const slow = setTimeout(() => {
      void this.tell(
        vscode.l10n.t("The planspect server ({0}) has not answered for {1} seconds.", found.file, PATIENCE),
      );
    }, PATIENCE * 1000);
    try {
      await client.start();
    } catch (error) {
      // One that ended is started again, or given up, by the error handler; anything else ends here.
      this.output.error(String(error));
      if (turn === this.wanted && turn !== this.ended) {
        this.become("stopped");
        void this.tell(
          vscode.l10n.t("The program {0} did not start as a planspect server. The output says why.", found.file),
        );
      }
    } finally {
      clearTimeout(slow);
    }
  }

  async stop(): Promise<void> {
    this.wanted++;
    const client = this.client;
    this.client = undefined;
    this.become("off");
    if (client?.needsStop()) {
      // One that does not end in time is killed.
      await client.dispose(2000).catch((error: unknown) => {
        this.output.warn(String(error));
      });
    }
  }

  dispose(): Promise<void> {
    return this.stop();
  }

  private become(condition: Condition): void {
    this.condition_ = condition;
    this.changed.fire(condition);
  }

  private command(file: string): ServerOptions {
    return { command: file, args: ["server", ...settings.serverArguments()], options: { env: process.env } };
  }

  private options(turn: number): LanguageClientOptions {
    return {
      documentSelector: [
        { scheme: "file", language: "markdown" },
        { scheme: "file", language: "yaml" },
        { scheme: "untitled", language: "markdown" },
        { scheme: "untitled", language: "yaml" },
      ],
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: { language: settings.language() ?? "plan" },
      diagnosticPullOptions: { onChange: true, onSave: true, onTabs: true },
      middleware: {
        workspace: {
          configuration: (params) =>
            params.items.map((item) =>
              item.section === "planspect" ? { language: settings.language() ?? "plan" } : null,
            ),
        },
        executeCommand: async (command, words, next) => {
          if (command === "planspect.showItems") return showItems(words, this.client);
          return (await next(command, words)) as unknown;
        },
      },
      errorHandler: {
        error: (error, _message, count) => {
          this.output.warn(error.message);
          return { action: (count ?? 0) < 5 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true };
        },
        closed: () => this.closed(turn),
      },
      initializationFailedHandler: (error) => {
        this.output.error(error instanceof Error ? error.message : String(error));
        return false;
      },
    };
  }

  /** The server has ended though nobody asked it to. */
  private async closed(turn: number): Promise<{ action: CloseAction; handled: boolean }> {
    if (turn !== this.wanted) return { action: CloseAction.DoNotRestart, handled: true };
    this.ended = turn;
    const verdict = this.crashes.add(Date.now());
    if (verdict.kind === "give-up") {
      this.become("stopped");
      void this.tell(
        vscode.l10n.t(
          "The planspect server has ended {0} times in {1} minutes and is not started again.",
          verdict.times,
          verdict.minutes,
        ),
      );
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    this.become("starting");
    this.output.warn(`the server has ended unexpectedly; it is started again in ${verdict.afterSeconds} s`);
    vscode.window.setStatusBarMessage(
      vscode.l10n.t("planspect: the server has ended unexpectedly; it is started again in {0} s", verdict.afterSeconds),
      5000,
    );
    await new Promise((resolve) => setTimeout(resolve, verdict.afterSeconds * 1000));
    const goesOn = turn === this.wanted;
    return { action: goesOn ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
  }

  private async tell(message: string): Promise<void> {
    const again = vscode.l10n.t("Restart");
    const show = vscode.l10n.t("Show Output");
    const chosen = await vscode.window.showErrorMessage(message, again, show);
    if (chosen === again) await vscode.commands.executeCommand("planspect.restart");
    if (chosen === show) this.output.show();
  }
}

/** Says that the program is missing and what to do. */
export async function tellMissing(found: Found): Promise<void> {
  const message =
    found.kind === "wrong-setting"
      ? vscode.l10n.t(
          "Plans are not checked: “{0}”, which the setting planspect.server.path names, is not a program.",
          found.file,
        )
      : vscode.l10n.t(
          "Plans are not checked: the program planspect was found neither in this extension nor on the PATH. " +
            "Install it, or name it in the setting planspect.server.path.",
        );
  const how = vscode.l10n.t("How to Install");
  const open = vscode.l10n.t("Open Setting");
  const chosen = await vscode.window.showErrorMessage(message, how, open);
  if (chosen === open) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "planspect.server.path");
  } else if (chosen === how) {
    await vscode.commands.executeCommand(
      "workbench.action.openWalkthrough",
      { category: "planspect.planspect#start", step: "planspect.planspect#start#program" },
      false,
    );
  }
}

/** Shows the items that a lens counts in the editor's own peek view. */
async function showItems(words: unknown[], client: LanguageClient | undefined): Promise<void> {
  if (!client) return;
  const convert = client.protocol2CodeConverter;
  const [uri, position, places] = words as [
    string,
    Parameters<typeof convert.asPosition>[0],
    Parameters<typeof convert.asLocation>[0][],
  ];
  const locations = places.map((place) => convert.asLocation(place));
  await vscode.commands.executeCommand(
    "editor.action.showReferences",
    convert.asUri(uri),
    convert.asPosition(position),
    locations,
  );
}
