import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { atExit } from "./processes";

/** Root of the project. */
export const projectFolder = resolve(__dirname, "..");

/** What survives a run: only the emulator's Python environment. Ignored by git. */
export const cacheFolder = join(projectFolder, ".e2e");

/** An empty folder, readable by this user only, that is gone when the run ends unless `keep`. */
export function workFolder(keep: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), "package-manager-e2e-"));
  atExit(() => {
    if (keep) console.log(`· kept ${folder}; it holds state, plans and secrets of the emulator`);
    else rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
