/** Schemas of rule files for the YAML extension, which knows files by what they say, not by their names alone. */

import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { isRuleFile } from "./rulefile";

/** What the YAML extension offers to others. */
interface YamlExtension {
  registerContributor(
    schema: string,
    requestSchema: (resource: string) => string | undefined,
    requestSchemaContent: (uri: string) => Promise<string> | string,
  ): boolean;
}

const RULE_SCHEMA = "planspect://schema/rule";

/** Tells the YAML extension, if it is there, which files are rules. */
export async function contributeRuleSchema(context: vscode.ExtensionContext): Promise<void> {
  const yaml = vscode.extensions.getExtension<YamlExtension | undefined>("redhat.vscode-yaml");
  if (!yaml) return;
  const offered = await yaml.activate();
  offered?.registerContributor(
    "planspect",
    (resource) => {
      const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === resource);
      return document && isRuleFile(document.getText()) ? RULE_SCHEMA : undefined;
    },
    () => readFile(vscode.Uri.joinPath(context.extensionUri, "schemas/rule.schema.json").fsPath, "utf8"),
  );
}
