// Completes package-lock.json where the registry at hand lacks binaries of other platforms: `npm ci` wants
// every optional dependency named. Knows no package by name.
import { readFileSync, writeFileSync } from "node:fs";

const OSES = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const CPUS = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

const PATH = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(PATH, "utf8"));

/** Where a package is found by one that depends on it, looking upwards as Node does; else undefined. */
function find(from, name) {
  const above = [...from.matchAll(/node_modules(?=\/)/g)].map(({ 0: word, index }) =>
    from.slice(0, index + word.length),
  );
  const places = [`${from}/node_modules`, ...above.reverse()];
  return places.map((place) => `${place}/${name}`).find((path) => lock.packages[path]);
}

/** The entry of a binary package that only its name tells about. */
function stub(name, version, parent) {
  const words = name.split(/[/-]/);
  const os = OSES.filter((word) => words.includes(word));
  const cpu = CPUS.filter((word) => words.includes(word));
  const libc = words.includes("musl")
    ? ["musl"]
    : words.includes("gnu") && os[0] === "linux"
      ? ["glibc"]
      : [];
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(parent.dev && { dev: true }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const holds = find(path, name);
    if (holds && (lock.packages[holds].version === version || !/^\d/.test(version))) continue;
    if (!/^\d/.test(version)) continue;
    const target = holds ? `${path}/node_modules/${name}` : `node_modules/${name}`;
    lock.packages[target] = stub(name, version, entry);
    added += 1;
  }
}
const [root, ...rest] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...rest.sort(([a], [b]) => (a < b ? -1 : 1))]);
writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} binaries of other platforms named in package-lock.json`);
