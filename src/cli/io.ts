import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { createColors } from "picocolors";
import { UserError } from "../config/errors";

/** All of the outside that a command may touch, but for the deployment file and the output folder of `synth`. */
export interface Io {
  /** Arguments of the command line, without the program's name. */
  readonly args: readonly string[];
  /** Folder that paths of the command line start from. */
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Today, for the age of a table of prices. */
  readonly today: Date;
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  /** Where a person is asked. */
  readonly terminal: Terminal;
  /** Functions that colour a text, on a terminal only; `NO_COLOR` turns them off. */
  readonly colours: ReturnType<typeof createColors>;
  /** Prints a line on standard output. */
  print(text: string): void;
  /** Prints a line on standard error. */
  error(text: string): void;
  /** Says on standard error what goes on, in place of what was said before; only on a terminal. Empty to wipe it. */
  progress(text: string): void;
  /** Ends the program with this exit code, when all is done. @default 1 */
  fail(exitCode?: number): void;
  /**
   * Reads a file.
   *
   * @param expected what the file should be, and what to do, for the message.
   * @throws UserError when it cannot be read.
   */
  read(path: string, expected: string): string;
  /** Names of what a folder holds, sorted; undefined when it is no folder. */
  list(path: string): readonly string[] | undefined;
  /** Whether something is at a path. */
  exists(path: string): boolean;
  /** Writes a file, with the folders above it. @throws UserError when it cannot be written. */
  write(path: string, contents: string): void;
}

/** Streams of a terminal. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** The surroundings of this process. */
export function processIo(): Io {
  const { stdout, stderr, env } = process;
  const workingFolder = process.cwd();
  const at = (path: string) => resolve(workingFolder, path);
  for (const stream of [stdout, stderr]) stream.off("error", unlessNobodyReads).on("error", unlessNobodyReads);
  return {
    args: process.argv.slice(2),
    workingFolder,
    environment: env,
    today: new Date(),
    // Node.js opens standard input when it is first asked for, which takes longer than most of what a command does.
    get isInteractive() {
      return Boolean(process.stdin.isTTY && stdout.isTTY);
    },
    get terminal() {
      return { input: process.stdin, output: stdout };
    },
    colours: createColors(Boolean(stdout.isTTY) && !env.NO_COLOR && env.TERM !== "dumb"),
    print: (text) => void stdout.write(`${text}\n`),
    error: (text) => void stderr.write(`${text}\n`),
    progress: (text) => {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${text}`);
    },
    fail: (exitCode = 1) => {
      process.exitCode = exitCode;
    },
    read: (path, expected) => {
      try {
        return readFileSync(at(path), "utf8");
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new UserError(`${path} cannot be read (${code}), expected ${expected}`);
      }
    },
    list: (path) => {
      try {
        return readdirSync(at(path)).sort();
      } catch {
        return undefined;
      }
    },
    exists: (path) => existsSync(at(path)),
    write: (path, contents) => {
      try {
        mkdirSync(dirname(at(path)), { recursive: true });
        writeFileSync(at(path), contents);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new UserError(`${path} cannot be written (${code}), expected a file in a folder of yours; name another`);
      }
    },
  };
}

/** `ppm-eks explain | head` is no bug: the command goes on unheard, and its exit code stays what it is. */
function unlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
