import assert from "node:assert/strict";
import * as path from "node:path";
import { test } from "node:test";
import { findProgram, isProgram, type Surroundings } from "../src/program";

function around(programs: string[], more: Partial<Surroundings> = {}): Surroundings {
  return {
    userPath: "",
    workspacePath: "",
    trusted: true,
    extension: "/ext",
    folders: ["/work"],
    searchPath: ["/usr/bin", "/opt/bin"].join(path.delimiter),
    home: "/home/ann",
    platform: "linux",
    isProgram: (file) => programs.includes(file),
    ...more,
  };
}

test("the setting comes first, then the bundled program, then the PATH", () => {
  const all = ["/set/planspect", "/ext/bin/planspect", "/opt/bin/planspect"];
  assert.deepEqual(findProgram(around(all, { userPath: "/set/planspect" })), {
    kind: "found",
    file: "/set/planspect",
    source: "setting",
  });
  assert.deepEqual(findProgram(around(all)), { kind: "found", file: "/ext/bin/planspect", source: "bundled" });
  assert.deepEqual(findProgram(around(all.slice(2))), { kind: "found", file: "/opt/bin/planspect", source: "path" });
  assert.deepEqual(findProgram(around([])), { kind: "nowhere" });
});

test("a setting that leads nowhere is said, not passed over", () => {
  const found = findProgram(around(["/ext/bin/planspect"], { userPath: "/gone/planspect" }));
  assert.deepEqual(found, { kind: "wrong-setting", file: "/gone/planspect" });
});

test("a workspace's program is run only if the workspace is trusted", () => {
  const programs = ["/work/evil", "/work/bin/planspect", "/usr/bin/planspect"];
  const more = { workspacePath: "evil", searchPath: ["/work/bin", ".", "/usr/bin"].join(path.delimiter) };
  const trusted = findProgram(around(programs, more));
  assert.deepEqual(trusted, { kind: "found", file: "/work/evil", source: "setting" });
  const untrusted = findProgram(around(programs, { ...more, trusted: false }));
  assert.deepEqual(untrusted, { kind: "found", file: "/usr/bin/planspect", source: "path" });
});

test("home and workspace folder are understood, and Windows' ending", () => {
  const found = (set: string, file: string): void => {
    assert.equal(findProgram(around([file], { userPath: set })).kind, "found", set);
  };
  found("~/bin/planspect", "/home/ann/bin/planspect");
  found("${workspaceFolder}/planspect", "/work/planspect");
  found("tools/planspect", "/work/tools/planspect");
  const bundled = findProgram(around(["/ext/bin/planspect.exe"], { platform: "win32" }));
  assert.equal(bundled.kind, "found");
});

test("a folder and a file that may not be run are no programs", () => {
  assert.equal(isProgram(__dirname), false);
  assert.equal(isProgram(path.join(__dirname, "nothing")), false);
  assert.equal(isProgram(process.execPath), true);
});
