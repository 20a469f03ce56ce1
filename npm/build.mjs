// Makes the npm packages: node npm/build.mjs VERSION PLATFORM=PROGRAM … --out FOLDER
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const platforms = JSON.parse(readFileSync(join(here, "platforms.json"), "utf8"));

const words = process.argv.slice(2);
const at = words.indexOf("--out");
const out = at < 0 ? join(here, "dist") : words.splice(at, 2)[1];
const [version, ...programs] = words;
if (!/^\d+\.\d+\.\d+/.test(version ?? "") || programs.length === 0 || !out) {
  console.error("usage: node npm/build.mjs VERSION PLATFORM=PROGRAM … [--out FOLDER]");
  process.exit(2);
}

const main = JSON.parse(readFileSync(join(here, "planspect/package.json"), "utf8"));
const licences = ["LICENSE-MIT", "LICENSE-APACHE"];

function write(folder, manifest) {
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const file of licences) copyFileSync(join(root, file), join(folder, file));
}

const optional = {};
for (const word of programs) {
  const cut = word.indexOf("=");
  const [name, program] = [word.slice(0, cut), word.slice(cut + 1)];
  const platform = platforms[name];
  if (!platform) {
    console.error(`${name} is none of ${Object.keys(platforms).join(", ")}`);
    process.exit(2);
  }
  const folder = join(out, name);
  const file = platform.os === "win32" ? "planspect.exe" : "planspect";
  mkdirSync(join(folder, "bin"), { recursive: true });
  copyFileSync(program, join(folder, "bin", file));
  chmodSync(join(folder, "bin", file), 0o755);
  write(folder, {
    name: `@planspect/${name}`,
    version,
    description: `The program planspect for ${name}`,
    license: main.license,
    os: [platform.os],
    cpu: [platform.cpu],
    files: ["bin", ...licences],
    preferUnplugged: true,
  });
  optional[`@planspect/${name}`] = version;
}

const folder = join(out, "planspect");
cpSync(join(here, "planspect"), folder, { recursive: true });
copyFileSync(join(root, "README.md"), join(folder, "README.md"));
write(folder, { ...main, version, optionalDependencies: optional });
console.log(`packages of ${version} for ${Object.keys(optional).length} platforms in ${out}`);
