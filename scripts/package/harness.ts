import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Tally } from "../checks/tally";

export const root = join(__dirname, "../..");

/** Counts the checks. */
export const tally = new Tally();

/** Runs a check, which returns or throws what is wrong. */
export function check(name: string, problems: () => readonly string[]): void {
  let found: readonly string[];
  try {
    found = problems();
  } catch (error) {
    found = [String(error)];
  }
  tally.count(found.length === 0);
  console.log(`${found.length === 0 ? "✓" : "✗"} ${[name, ...found].join("\n    ")}`);
}

/** What differs from what was expected, in words. */
export function unlike(what: string, got: unknown, expected: unknown): string[] {
  return JSON.stringify(got) === JSON.stringify(expected)
    ? []
    : [`${what} is ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`];
}

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function runIn(
  folder: string,
  command: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Result {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...environment };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8", env });
  return { status, stdout, stderr };
}
