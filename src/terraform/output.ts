import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join, normalize } from "node:path";
import { UserError } from "../config/errors";
import { stableJson } from "./normalize";

/** Path relative to the output folder, with `/` → contents. */
export type OutputFiles = ReadonlyMap<string, string>;

/** Names every generated file, so that the next synth knows which ones it may delete. */
const listFile = "generated-files.json";

/**
 * Terraform refuses a folder with this file in it, and prints its one key. It is there while several files are replaced, and
 * stays when the synth is killed meanwhile: nobody applies half of the old and half of the new.
 */
const unfinishedFile = "unfinished-synth.tf.json";
const unfinished = '{ "A synth was interrupted here. Run it again, then this command.": {} }\n';

/** Path → contents; undefined for no file. */
type Contents = ReadonlyMap<string, string | undefined>;

/**
 * Makes the generated files of `folder` equal `files` and leaves everything else there alone (`.terraform`, lock files,
 * whatever a user put there). All new contents are staged before the first one is moved into place.
 *
 * @returns the paths that changed, deleted ones included.
 * @throws UserError when the folder cannot be written; its files are then as they were.
 */
export function writeOutput(folder: string, files: OutputFiles): string[] {
  const paths = [...new Set([...files.keys(), ...generatedBefore(folder)])].sort();
  const before: Contents = new Map([...paths, listFile].map((path) => [path, read(join(folder, path))]));
  const wanted: Contents = new Map([...files, [listFile, listOf(files.keys())]]);
  const changed = [...before.keys()].filter((path) => before.get(path) !== wanted.get(path));
  try {
    if (changed.length > 1) replaceTogether(folder, changed, before, wanted);
    else for (const path of changed) put(folder, path, wanted.get(path));
    for (const path of leftovers(folder, paths)) removeFile(folder, path);
  } catch (error) {
    for (const path of before.keys()) discard(join(folder, staged(path)));
    throw asUserError(error, folder);
  }
  return changed.filter((path) => path !== listFile);
}

/** Gives files their new contents: all of them, or none when something fails. */
function replaceTogether(folder: string, changed: readonly string[], before: Contents, wanted: Contents): void {
  const paths = [...before.keys()].filter((path) => path !== listFile);
  // What is staged needs no more room on the disk when it is moved into place.
  for (const path of changed) stage(folder, path, wanted.get(path));
  const marks = marksFor(paths).filter((path) => existsSync(dirname(join(folder, path))));
  const done: string[] = [];
  try {
    for (const mark of marks) put(folder, mark, unfinished);
    // Old and new: whenever this synth is killed, the next one knows every file.
    put(folder, listFile, listOf(paths));
    done.push(listFile);
    for (const path of changed.filter((path) => path !== listFile)) {
      place(folder, path, wanted.get(path));
      done.push(path);
    }
  } catch (error) {
    for (const mark of marks) removeFile(folder, mark);
    for (const path of done) put(folder, path, before.get(path));
    throw error;
  }
  for (const mark of marks) removeFile(folder, mark);
  put(folder, listFile, wanted.get(listFile));
}

/** Name under which this process writes a file before it moves it into place. */
function staged(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

function stage(folder: string, path: string, contents: string | undefined): void {
  if (contents === undefined) return;
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, staged(path)), contents);
}

/** Moves what is staged into place; without contents, deletes the file. */
function place(folder: string, path: string, contents: string | undefined): void {
  if (contents === undefined) removeFile(folder, path);
  else renameSync(join(folder, staged(path)), join(folder, path));
}

/** Deletes a file in a folder that may not be one, or not ours: there is an error to report already. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Never staged then.
  }
}

function put(folder: string, path: string, contents: string | undefined): void {
  stage(folder, path, contents);
  place(folder, path, contents);
}

/** One in each folder that Terraform is run in. */
function marksFor(paths: readonly string[]): string[] {
  return paths.filter((path) => path.endsWith("/cdk.tf.json")).map((path) => `${dirname(path)}/${unfinishedFile}`);
}

/** What synths left that were killed: marks, and staged files. A synth that is still at work keeps its own. */
function leftovers(folder: string, paths: readonly string[]): string[] {
  const known = new Set([...paths, ...marksFor(paths), listFile]);
  const abandoned = [...new Set([...known].map((path) => dirname(path)))].flatMap((below) =>
    namesIn(join(folder, below))
      .map((name) => join(below, name))
      .filter((path) => {
        const [, target = "", pid] = /^(.*)\.(\d+)\.tmp$/.exec(path) ?? [];
        return known.has(target) && !isRunning(Number(pid));
      }),
  );
  return [...abandoned, ...marksFor(paths).filter((path) => existsSync(join(folder, path)))];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // The folder of a stack that is gone.
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function listOf(paths: Iterable<string>): string {
  return stableJson([...paths].sort());
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
  const isFull = ["ENOSPC", "EDQUOT", "EFBIG"].includes(code);
  return new UserError(
    `output folder is ${JSON.stringify(folder)}, expected ` +
      (isFull
        ? `room for the generated files (${code}); free some space, or name another folder in CDKTF_OUTDIR`
        : `a folder that can be written (${code} at ${path}); change its permissions, or name another one in CDKTF_OUTDIR`),
  );
}
