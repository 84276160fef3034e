import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { useOf } from "./fences";
import { fencesOf } from "./markdown";
import { missingLine } from "./output";
import { type Page, ownFiles, projectRoot } from "./pages";

/** How a page is run. */
export interface Runner {
  /** Copy of the project, where the page's commands run. */
  readonly folder: string;
  /** Whether blocks labelled `slow` run, too. */
  readonly slow: boolean;
  /** Comes first on PATH. @default - nothing */
  readonly programs?: string;
}

/** What came of one block. */
export interface Outcome {
  /** `PATH:LINE` */
  readonly where: string;
  /** @default - it did what the page says */
  readonly problem?: string;
}

/** A copy of the project's own files in a temporary folder. Its packages are those of this folder, or none. */
export function copyProject({ linkPackages }: { readonly linkPackages: boolean }): string {
  const folder = mkdtempSync(join(tmpdir(), "docs-"));
  for (const file of ownFiles(".")) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(projectRoot, file), join(folder, file));
  }
  if (linkPackages) symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  // What a clone has; nothing is committed.
  spawnSync("git", ["init", "--quiet", "--initial-branch=main"], { cwd: folder });
  return folder;
}

/** Whether any block of a page runs. */
export function runs(page: Page, { slow }: { readonly slow: boolean }): boolean {
  return fencesOf(page.text).some((fence) => {
    const use = useOf(fence);
    return use.kind === "patch" || (use.kind === "run" && (slow || !use.slow));
  });
}

/**
 * Runs the blocks of a page from top to bottom: writes its files, applies its patches, runs its commands, each block in a shell of its own in
 * the project's root, and compares what they print with what the page shows.
 */
export function runPage({ path, text }: Page, { folder, slow, programs }: Runner): Outcome[] {
  let printed: string | undefined;
  return fencesOf(text).flatMap((fence): Outcome[] => {
    const use = useOf(fence);
    const where = `${path}:${fence.line}`;
    if ((use.kind === "deployment" || use.kind === "terraform") && use.file) {
      writeFileSync(join(folder, use.file), fence.text);
      return [];
    }
    if (use.kind === "patch") {
      const { status, stderr } = spawnSync("git", ["apply", "-C1", "-"], {
        cwd: folder,
        input: fence.text,
        encoding: "utf8",
      });
      return [{ where, ...(status !== 0 && { problem: stderr }) }];
    }
    if (use.kind === "output") {
      if (printed === undefined) return [];
      const missing = missingLine(fence.text, printed);
      return [{ where, ...(missing !== undefined && { problem: `not printed: ${missing}\nbut:\n${printed}` }) }];
    }
    if (use.kind !== "run" || (use.slow && !slow)) {
      if (use.kind !== "text") printed = undefined;
      return [];
    }
    const { status, stdout, stderr } = bash(fence.text, folder, programs);
    printed = stdout + stderr;
    return [{ where, ...(status !== 0 && { problem: `exit code ${status}\n${printed}` }) }];
  });
}

/** What bash objects to in a script, without running it; empty when nothing. */
export function bashProblem(script: string): string {
  return spawnSync("bash", ["-n"], { input: script, encoding: "utf8" }).stderr;
}

export function removeCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function bash(script: string, folder: string, programs: string | undefined) {
  const { PATH = "", HOME, npm_config_cache } = process.env;
  return spawnSync("bash", ["-euo", "pipefail", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: programs ? `${programs}:${PATH}` : PATH,
      HOME,
      NO_COLOR: "1",
      ...(npm_config_cache && { npm_config_cache }),
    },
  });
}
