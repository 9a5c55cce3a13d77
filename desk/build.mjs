// Builds the desk's scripts, each file of src/entries into one of the same name, with the licences of all they hold; and
// the base map that figures are drawn on.
//
//     node build.mjs [FOLDER]      default: src/onrecord/web of this repository
//
// The same sources give the same bytes, so that a test can tell whether what is committed is what is built.

import { readFileSync, readdirSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { world } from "./world.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = resolve(process.argv[2] ?? join(HERE, "..", "src", "onrecord", "web"));
const STATIC = join(OUT, "static");
const FIGURES = join(OUT, "figures");
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;

async function scripts() {
  const entries = readdirSync(join(HERE, "src", "entries")).filter((name) => name.endsWith(".js")).sort();
  const built = await build({
    absWorkingDir: HERE,
    entryPoints: entries.map((name) => join("src", "entries", name)),
    outdir: STATIC,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none", // they stand whole in LICENSES.txt
    metafile: true,
  });
  return Object.keys(built.metafile.inputs)
    .map((path) => PACKAGE.exec(path)?.[1])
    .filter(Boolean);
}

function licence(name) {
  const folder = join(HERE, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} brings no licence`);
  const words = readFileSync(join(folder, file), "utf8").replace(/\r\n/g, "\n").trim();
  return `${name} ${version} (${license})\n\n${words}\n`;
}

for (const folder of [STATIC, FIGURES]) mkdirSync(folder, { recursive: true });
writeFileSync(join(FIGURES, "world.json"), world() + "\n");
const held = [...new Set([...(await scripts()), "world-atlas"])].sort();
writeFileSync(
  join(STATIC, "LICENSES.txt"),
  ["What the desk holds of others' work, and its licences.\n", ...held.map(licence)].join(`\n${"-".repeat(78)}\n\n`),
);
