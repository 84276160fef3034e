/**
 * Runs a bundled program, and keeps what V8 compiled of it beside it for the next run: a third of the time. Without a place
 * to write to, or with NODE_DISABLE_COMPILE_CACHE set, each run compiles anew; nothing else depends on it.
 */
const { isAscii } = require("node:buffer");
const { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { basename, dirname, join } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

/**
 * @param file absolute path of a bundle in CommonJS.
 * @param load its `require`.
 * @returns its exports.
 */
function run(file, load = createRequire(file)) {
  // A short run is over before optimized code pays, and needs no room to grow; see src/cli/engine.ts for long ones.
  setFlagsFromString("--no-opt");
  setFlagsFromString("--semi-space-growth-factor=1");
  const kept = keptCode(file);
  const script = compile(file, kept);
  if (kept && script.cachedDataRejected !== false) {
    process.once("exit", (exitCode) => {
      if (exitCode === 0) kept.write(script.createCachedData());
    });
  }
  const module = { exports: {} };
  // Outside of a module, a bundle is the function around its code; see scripts/bundle/bundle.mjs.
  script.runInThisContext()(module.exports, load, module, file, dirname(file));
  return module.exports;
}

/** Apart from the run, which needs neither the bytes nor what was compiled of them. */
function compile(file, kept) {
  const bytes = readFileSync(file);
  // esbuild escapes what is not ASCII, but for regular expressions and tagged templates. One byte a character is half the memory.
  const text = bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
  return new Script(text, { filename: file, cachedData: kept?.read() });
}

/**
 * The file of compiled code, named after all that it depends on: V8 itself checks its version and flags, not the text. One
 * for each command, since each compiles what it runs.
 */
function keptCode(file) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const { mtimeMs, size } = statSync(file);
  const command = process.argv[2] ?? "";
  const prefix = `${basename(file)}.${/^[a-z]{1,16}$/.test(command) ? command : "any"}.`;
  const name = `${prefix}${process.version}-${process.arch}-${size}-${Math.trunc(mtimeMs)}.code`;
  const path = join(dirname(file), name);
  return {
    read() {
      try {
        return readFileSync(path);
      } catch {
        return undefined;
      }
    },
    write(code) {
      const temporary = `${path}.${process.pid}.tmp`;
      try {
        writeFileSync(temporary, code);
        renameSync(temporary, path);
        for (const old of readdirSync(dirname(file))) {
          if (old.startsWith(prefix) && old.endsWith(".code") && old !== name)
            rmSync(join(dirname(file), old), { force: true });
        }
      } catch {
        rmSync(temporary, { force: true });
      }
    },
  };
}

module.exports = { run };
