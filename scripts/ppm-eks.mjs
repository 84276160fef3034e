/**
 * Runs main.ts, as one file that is made anew when a source has changed, and kept in node_modules/.cache (`npm run bench`
 * says what that saves).
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { SourceMap, createRequire } from "node:module";
import { join } from "node:path";
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
  const file = join(cache, `${name}.cjs`);
  if (existsSync(file)) return file;
  const { bundle } = await import("./bundle/bundle.mjs");
  mkdirSync(cache, { recursive: true });
  const made = join(cache, `${name}.${process.pid}.cjs`);
  await bundle(root, { entryPoints: ["main.ts"], outfile: made, sourcemap: "external", sourcesContent: false });
  // A source was saved meanwhile: this is of neither state.
  if (state() !== name) return made;
  renameSync(`${made}.map`, `${file}.map`);
  renameSync(made, file);
  forgetOld();
  return file;
}

/** Others may run what was made in the last hour. */
function forgetOld() {
  for (const entry of readdirSync(cache)) {
    const path = join(cache, entry);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (Date.now() - mtimeMs > 3_600_000) rmSync(path, { force: true });
  }
}

/** A stack trace that names the sources. */
function inSources(stack, file) {
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
  return stack.replaceAll(
    new RegExp(`${file.replace(/[\\.+*?^$()[\]{}|]/g, "\\$&")}:(\\d+):(\\d+)`, "g"),
    (position, line, column) => {
      const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
      return originalSource ? `${join(cache, originalSource)}:${originalLine + 1}:${originalColumn + 1}` : position;
    },
  );
}

const file = await bundleFile();
const { run } = createRequire(import.meta.url)("./bundle/run.cjs");
try {
  await run(file).done;
} catch (error) {
  if (error instanceof Error) error.stack = inSources(error.stack, file);
  throw error;
}
