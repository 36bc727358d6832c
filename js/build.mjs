// Bundles each src/entries/*.tsx and its stylesheet into cjm_widgets/static; knows nothing of what the entries do.
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const STATIC = join(HERE, "..", "cjm_widgets", "static");
const WATCH = process.argv.includes("--watch");

const SHARED = {
  bundle: true,
  minify: !WATCH,
  sourcemap: WATCH ? "inline" : false,
  target: "es2021",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  absWorkingDir: HERE,
  outdir: STATIC,
};
const SCRIPT = {
  ...SHARED,
  format: "esm",
  splitting: false,
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { "process.env.NODE_ENV": WATCH ? '"development"' : '"production"' },
};
const STYLE = { ...SHARED, target: ["chrome120", "firefox117", "safari17.2"] };

async function listing(folder, ending) {
  const names = await readdir(join(HERE, folder)).catch(() => []);
  return names.filter((name) => name.endsWith(ending)).sort();
}

async function jobs() {
  const entries = await listing("src/entries", ".tsx");
  const names = new Set(entries.map((name) => basename(name, ".tsx")));
  const styles = (await listing("src/styles", ".css")).filter((name) => names.has(basename(name, ".css")));
  if (entries.length === 0) throw new Error("js/src/entries holds no entry to build");
  return [
    { ...SCRIPT, entryPoints: entries.map((name) => join("src", "entries", name)) },
    { ...SCRIPT, entryPoints: [join("src", "loader.js")] },
    { ...STYLE, entryPoints: styles.map((name) => join("src", "styles", name)) },
  ];
}

const kilo = (size) => `${(size / 1000).toFixed(1).padStart(7)} kB`;

/** The icons of the boards as data, for pictures. */
async function write_icons() {
  const { outputFiles } = await build({ ...SCRIPT, entryPoints: ["src/core/icons.ts"], write: false });
  const code = Buffer.from(outputFiles[0].text).toString("base64");
  const { CHOICES, CONTROLS } = await import(`data:text/javascript;base64,${code}`);
  await writeFile(join(STATIC, "icons.json"), JSON.stringify({ choices: CHOICES, controls: CONTROLS }));
}

async function report(list) {
  for (const { entryPoints } of list) {
    for (const entry of entryPoints) {
      const name = basename(entry).replace(/\.tsx$/, ".js");
      const { size } = await stat(join(STATIC, name));
      console.log(`${name.padEnd(24)} ${kilo(size)}`);
    }
  }
}

/** Remove what earlier builds left and the present sources no longer ask for. */
async function sweep(list) {
  const wanted = new Set(
    list.flatMap((job) => job.entryPoints.map((name) => basename(name).replace(/\.tsx$/, ".js"))),
  );
  for (const name of await readdir(STATIC).catch(() => [])) {
    if (!wanted.has(name)) await rm(join(STATIC, name), { recursive: true });
  }
}

const list = await jobs();
await sweep(list);
if (WATCH) {
  for (const job of list) await (await context({ ...job, logLevel: "info" })).watch();
  console.log("watching js/src; stop with Ctrl+C");
} else {
  await Promise.all(list.map((job) => build(job)));
  await write_icons();
  await report(list);
  const { version } = JSON.parse(await readFile(join(HERE, "package.json"), "utf8"));
  console.log(`built ${list[0].entryPoints.length} bundles of version ${version}`);
}
