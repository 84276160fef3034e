/**
 * Runs main.ts, as one file that is made anew when a source has changed, and kept in node_modules/.cache (`npm run bench`
 * says what that saves). Commands that talk to AWS have a second one.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { SourceMap, createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, "node_modules/.cache/package-manager-on-eks");

/** What the bundle depends on, as a short text. Like make, it goes by time and size. */
function state() {
  const inside = ["src", "modules", "scripts/bundle"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  );
  const hash = createHash("sha256");
  for (const path of [
    "main.ts",
    "package.json",
    "tsconfig.json",
    "node_modules/.package-lock.json",
    ...inside.sort(),
  ]) {
    const { mtimeMs, size } = statSync(join(root, path), { throwIfNoEntry: false }) ?? {};
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** The bundle of the sources as they are now. */
async function bundleFile() {
  const name = state();
  const file = join(cache, name, "ppm-eks.cjs");
  if (existsSync(file)) return file;
  const { bundle } = await import("./bundle/bundle.mjs");
  const making = join(cache, `${name}.${process.pid}`);
  const made = join(making, "ppm-eks.cjs");
  await bundle(root, { outfile: made, sourcemap: "external", sourcesContent: false });
  // A source was saved meanwhile: this is of neither state.
  if (state() !== name) return made;
  mkdirSync(dirname(file), { recursive: true });
  renameSync(`${made}.map`, `${file}.map`);
  renameSync(made, file);
  rmSync(making, { recursive: true });
  forgetOld();
  return file;
}

/** The `require` of a bundle. The one with the AWS SDK is made when a command first asks for it, which takes a while. */
function loaderOf(file) {
  const require = createRequire(file);
  const script = join(root, "scripts/bundle/aws.mjs");
  return Object.assign((path) => {
    if (path === "./aws.cjs") {
      const aws = join(dirname(file), path);
      if (!existsSync(aws)) execFileSync(process.execPath, [script, aws], { stdio: "inherit" });
    }
    return require(path);
  }, require);
}

/** Others may run what was made in the last hour. */
function forgetOld() {
  for (const entry of readdirSync(cache)) {
    const path = join(cache, entry);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (Date.now() - mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

/** A stack trace that names the sources. */
function inSources(stack, file) {
  const folder = dirname(file);
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
  return stack.replaceAll(
    new RegExp(`${file.replace(/[\\.+*?^$()[\]{}|]/g, "\\$&")}:(\\d+):(\\d+)`, "g"),
    (position, line, column) => {
      const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
      return originalSource ? `${join(folder, originalSource)}:${originalLine + 1}:${originalColumn + 1}` : position;
    },
  );
}

const file = await bundleFile();
const { run } = createRequire(import.meta.url)("./bundle/run.cjs");
try {
  await run(file, loaderOf(file)).done;
} catch (error) {
  if (error instanceof Error) error.stack = inSources(error.stack, file);
  throw error;
}
