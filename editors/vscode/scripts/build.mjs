// Bundles the extension into dist/extension.js and takes the schemas from the repository.
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const production = process.argv.includes("--production");

mkdirSync(join(here, "schemas"), { recursive: true });
for (const name of ["config.schema.json", "rule.schema.json", "lexicon.schema.json"]) {
  cpSync(join(here, "../../schemas", name), join(here, "schemas", name));
}

await build({
  absWorkingDir: here,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "warning",
});
