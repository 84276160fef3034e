import { mkdirSync, readFileSync, renameSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, normalize } from "node:path";
import { UserError } from "../config/errors";
import { stableJson } from "./normalize";

/** Path relative to the output folder, with `/` → contents. */
export type OutputFiles = ReadonlyMap<string, string>;

/** Names every generated file, so that the next synth knows which ones it may delete. */
const listFile = "generated-files.json";

/**
 * Makes the generated files of `folder` equal `files` and leaves everything else there alone (`.terraform`, lock files,
 * whatever a user put there). All new contents are staged before the first one is moved into place.
 *
 * @returns the paths that changed, deleted ones included.
 * @throws UserError when the folder cannot be written; its files are then as they were.
 */
export function writeOutput(folder: string, files: OutputFiles): string[] {
  const wanted = new Map([...files, [listFile, stableJson([...files.keys()].sort())]]);
  const changed = [...wanted].filter(([path, contents]) => read(join(folder, path)) !== contents);
  const stale = generatedBefore(folder).filter((path) => !wanted.has(path));
  const staged: [string, string][] = [];
  try {
    for (const [path, contents] of changed) {
      const target = join(folder, path);
      const temporary = `${target}.${process.pid}.tmp`;
      mkdirSync(dirname(target), { recursive: true });
      staged.push([temporary, target]);
      writeFileSync(temporary, contents);
    }
    for (const [temporary, target] of staged) renameSync(temporary, target);
    for (const path of stale) removeFile(folder, path);
  } catch (error) {
    for (const [temporary] of staged) rmSync(temporary, { force: true });
    throw asUserError(error, folder);
  }
  return [...changed.map(([path]) => path), ...stale].filter((path) => path !== listFile).sort();
}

function generatedBefore(folder: string): string[] {
  return parseList(read(join(folder, listFile)) ?? "[]").filter(isBelow);
}

/** A list that somebody damaged is no list: nothing is deleted then. */
function parseList(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((path) => typeof path === "string") : [];
  } catch {
    return [];
  }
}

function isBelow(path: string): boolean {
  return !isAbsolute(path) && !normalize(path).startsWith("..");
}

/** Removes a file, then the folders above it as far as they are empty. */
function removeFile(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent));
    } catch {
      return;
    }
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function asUserError(error: unknown, folder: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  return new UserError(
    `output folder is ${JSON.stringify(folder)}, expected a folder that can be written (${code} at ${path}); ` +
      "change its permissions, or name another one in CDKTF_OUTDIR",
  );
}
