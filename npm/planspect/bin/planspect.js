#!/usr/bin/env node
// Starts the program of this platform, which is in a package of its own.
"use strict";

const { spawn } = require("node:child_process");

const name = `${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "planspect.exe" : "planspect";

let program = process.env.PLANSPECT_BINARY;
if (!program) {
  try {
    program = require.resolve(`@planspect/${name}/bin/${file}`);
  } catch {
    console.error(
      `planspect: there is no program for ${name} here. If your package manager left out optional packages, install ` +
        `@planspect/${name}; else build it with \`cargo install planspect\` and set PLANSPECT_BINARY to it.`,
    );
    process.exit(2);
  }
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
// The program ends by itself; this one waits for it, so that its status is told.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  console.error(`planspect: ${program} cannot be started: ${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else {
    process.exit(code ?? 2);
  }
});
