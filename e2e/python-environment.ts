import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { succeed } from "./processes";

/** An installation that takes longer than this was killed. */
const abandonedAfterMilliseconds = 5 * 60_000;

/**
 * Makes a Python environment of exactly the packages in `requirements`, unless the one in `folder` was made from the same
 * file. Several lanes want the same one at once: the first makes it, the others wait.
 */
export async function installPythonEnvironment(folder: string, requirements: string): Promise<void> {
  const stamp = join(folder, "requirements.txt");
  const wanted = readFileSync(requirements, "utf8");
  const isMade = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isMade()) return;
  mkdirSync(dirname(folder), { recursive: true });
  const lock = `${folder}.lock`;
  while (!tryLock(lock)) await sleep(500);
  try {
    if (isMade()) return;
    rmSync(folder, { recursive: true, force: true });
    await succeed("python3", ["-m", "venv", folder]);
    await succeed(join(folder, "bin", "pip"), ["install", "--quiet", "--no-deps", "--requirement", requirements]);
    writeFileSync(stamp, wanted);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - since > abandonedAfterMilliseconds) rmSync(lock, { recursive: true, force: true });
  return false;
}
