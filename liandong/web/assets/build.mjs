// Builds what a browser needs into ../static/dist: app.css and app.js for every page, charts.js for
// pages with charts, maps, the mark. Says the compressed sizes and fails above the budget.
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const dist = join(here, "../static/dist");
const FIRST_PAGE_KB = 60; // app.css + app.js; the page's own limit is 300 with everything else

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "maps"), { recursive: true });

const options = {
  entryPoints: {
    app: join(here, "js/app.js"),
    charts: join(here, "charts/charts.js"),
    style: join(here, "css/style.css"),
  },
  outdir: dist,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome100", "firefox102", "safari15.4"],
  legalComments: "eof",
  logLevel: "warning",
};

function copyStatic() {
  copyFileSync(join(here, "mark.svg"), join(dist, "mark.svg"));
  copyFileSync(join(root, "data/maps/hainan.json"), join(dist, "maps/hainan.json"));
}

const size = (file) => brotliCompressSync(readFileSync(join(dist, file))).length / 1024;

if (process.argv.includes("--watch")) {
  copyStatic();
  await (await esbuild.context(options)).watch();
} else {
  await esbuild.build(options);
  copyStatic();
  for (const file of ["style.css", "app.js", "charts.js"]) {
    console.log(`${file.padEnd(10)} ${size(file).toFixed(1).padStart(6)} kB compressed`);
  }
  const first = size("style.css") + size("app.js");
  if (first > FIRST_PAGE_KB) {
    console.error(`The first page's own files take ${first.toFixed(1)} kB, more than ${FIRST_PAGE_KB}.`);
    process.exit(1);
  }
}
