// Makes the .vsix of a platform, with the program inside:
//   node scripts/package.mjs linux-x64=PATH/planspect [win32-x64=PATH/planspect.exe …] [--out FOLDER]
// Without a platform: one for all platforms, which looks for the program on the PATH.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const root = resolve(here, "../..");
const platforms = Object.keys(JSON.parse(readFileSync(join(root, "npm/platforms.json"), "utf8")));
const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");

const words = process.argv.slice(2);
const at = words.indexOf("--out");
const out = resolve(at < 0 ? join(here, "dist") : words.splice(at, 2)[1]);
const wanted = words.map((word) => {
  const cut = word.indexOf("=");
  const [platform, program] = [word.slice(0, cut), resolve(word.slice(cut + 1))];
  if (cut < 0 || !platforms.includes(platform)) {
    console.error(`“${word}” is not PLATFORM=PROGRAM with one of ${platforms.join(", ")}`);
    process.exit(2);
  }
  return { platform, program };
});

const bin = join(here, "bin");
const { version } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const crate = /^version = "(.*)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))?.[1];
if (version !== crate) {
  console.error(`the extension is version ${version}, the program ${crate}: make them the same`);
  process.exit(1);
}
mkdirSync(out, { recursive: true });
for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"]) copyFileSync(join(root, name), join(here, name));

try {
  for (const { platform, program } of wanted.length > 0 ? wanted : [{}]) {
    rmSync(bin, { recursive: true, force: true });
    if (program) {
      mkdirSync(bin);
      const file = join(bin, platform.startsWith("win32") ? "planspect.exe" : "planspect");
      copyFileSync(program, file);
      chmodSync(file, 0o755);
    }
    const vsix = join(out, `planspect-${platform ?? "any"}-${version}.vsix`);
    const options = ["package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
    options.push("--out", vsix, ...(platform ? ["--target", platform] : []));
    const { status } = spawnSync(process.execPath, [vsce, ...options], { cwd: here, stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
  }
} finally {
  rmSync(bin, { recursive: true, force: true });
}
