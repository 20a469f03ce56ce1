/** Where the program is: the setting, else the one in this extension, else the PATH. Knows nothing of VS Code. */

import { accessSync, constants, statSync } from "node:fs";
import * as path from "node:path";

/** What decides where the program is looked for. */
export interface Surroundings {
  /** The setting `planspect.server.path` of the user. */
  userPath: string;
  /** The same of the workspace. */
  workspacePath: string;
  /** Whether the user trusts the workspace; if not, nothing that it names is run. */
  trusted: boolean;
  /** The folder of this extension. */
  extension: string;
  /** Folders of the workspace. */
  folders: readonly string[];
  /** `PATH` */
  searchPath: string;
  home: string;
  platform: NodeJS.Platform;
  isProgram: (file: string) => boolean;
}

export type Source = "setting" | "bundled" | "path";

/** A program, or where none was found. */
export type Found =
  | { kind: "found"; file: string; source: Source }
  | { kind: "wrong-setting"; file: string }
  | { kind: "nowhere" };

/** Finds the program. A setting that leads nowhere is not passed over in silence. */
export function findProgram(around: Surroundings): Found {
  const set = (around.trusted && around.workspacePath.trim()) || around.userPath.trim();
  if (set) {
    const file = expand(set, around);
    return around.isProgram(file) ? { kind: "found", file, source: "setting" } : { kind: "wrong-setting", file };
  }
  const name = around.platform === "win32" ? "planspect.exe" : "planspect";
  const bundled = path.join(around.extension, "bin", name);
  if (around.isProgram(bundled)) return { kind: "found", file: bundled, source: "bundled" };
  for (const folder of around.searchPath.split(path.delimiter)) {
    // A relative entry means another folder in each workspace; one inside it is the workspace's to fill.
    if (!path.isAbsolute(folder)) continue;
    if (!around.trusted && around.folders.some((one) => isInside(folder, one))) continue;
    const file = path.join(folder, name);
    if (around.isProgram(file)) return { kind: "found", file, source: "path" };
  }
  return { kind: "nowhere" };
}

/** `~` and `${workspaceFolder}` as users write them; other relative paths are those of the first folder. */
function expand(set: string, around: Surroundings): string {
  const first = around.folders[0] ?? around.home;
  const full = set.replace(/^~(?=$|[\\/])/, around.home).replaceAll("${workspaceFolder}", first);
  return path.resolve(first, full);
}

function isInside(folder: string, outer: string): boolean {
  const below = path.relative(outer, folder);
  return below === "" || (!below.startsWith("..") && !path.isAbsolute(below));
}

/** Whether a file is there and may be run. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
