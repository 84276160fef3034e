import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { useOf } from "./fences";
import { fencesOf } from "./markdown";
import { missingLine } from "./output";
import { type Page, ownFiles, projectRoot } from "./pages";

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
export function runs(page: Page): boolean {
  return fencesOf(page.text).some((fence) => useOf(fence).kind === "run");
}

/**
 * Runs the blocks of a page from top to bottom: writes its files, applies its changes of the sources, runs its commands,
 * each block in a shell of its own, and compares what they print with what the page shows.
 *
 * @param folder copy of the project, where all this happens.
 */
export function runPage({ path, text }: Page, folder: string): Outcome[] {
  let printed: string | undefined;
  return fencesOf(text).flatMap((fence): Outcome[] => {
    const use = useOf(fence);
    const where = `${path}:${fence.line}`;
    switch (use.kind) {
      case "deployment":
      case "terraform":
        if (use.file) writeFileSync(join(folder, use.file), fence.text);
        return [];
      case "patch":
        return [{ where, ...applied(fence.text, folder) }];
      case "output": {
        const missing = printed === undefined ? undefined : missingLine(fence.text, printed);
        return [
          { where, ...(missing !== undefined && { problem: `not printed: ${missing}\nbut:\n${shortened(printed)}` }) },
        ];
      }
      case "run": {
        const { status, stdout, stderr } = bash(fence.text, folder);
        printed = stdout + stderr;
        return [{ where, ...(status !== 0 && { problem: `exit code ${status}\n${shortened(printed)}` }) }];
      }
      case "no-run":
        printed = undefined;
        return [];
      case "json":
      case "text":
        return [];
    }
  });
}

/** Applies only the changes that a page makes to the sources. */
export function applyPatches({ path, text }: Page, folder: string): Outcome[] {
  return fencesOf(text)
    .filter((fence) => useOf(fence).kind === "patch")
    .map((fence) => ({ where: `${path}:${fence.line}`, ...applied(fence.text, folder) }));
}

function applied(patch: string, folder: string): Pick<Outcome, "problem"> {
  const { status, stderr } = spawnSync("git", ["apply", "-C1", "-"], { cwd: folder, input: patch, encoding: "utf8" });
  return status === 0 ? {} : { problem: stderr };
}

/** The end of an output, with lines that a person can read. */
function shortened(printed = ""): string {
  const lines = printed.split("\n");
  const left = lines.length > mostLines ? [`… ${lines.length - mostLines} lines`] : [];
  return [...left, ...lines.slice(-mostLines).map((line) => line.slice(0, mostColumns))].join("\n");
}

const mostLines = 60;
const mostColumns = 300;

/** What bash objects to in a script, without running it; empty when nothing. */
export function bashProblem(script: string): string {
  return spawnSync("bash", ["-n"], { input: script, encoding: "utf8" }).stderr;
}

export function removeCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function bash(script: string, folder: string) {
  const { PATH, HOME, npm_config_cache } = process.env;
  return spawnSync("bash", ["-euo", "pipefail", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH,
      HOME,
      NO_COLOR: "1",
      ...(npm_config_cache && { npm_config_cache }),
    },
  });
}
