import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";

export const projectRoot = join(__dirname, "../..");

/** Folders of the project that hold nothing of its own. */
const foreign = new Set(["node_modules", ".git", "cdktf.out", "dist", "coverage", ".e2e", ".terraform"]);

/** Whether a path, relative to the project, is a source of its own: not installed, generated or kept by a tool. */
export function isOwn(path: string): boolean {
  return !path.split(sep).some((part) => foreign.has(part));
}

/** A document in Markdown. */
export interface Page {
  /** From the project's root, such as `docs/tutorial.md`. */
  readonly path: string;
  readonly text: string;
}

/** Every Markdown document of this project. */
export function projectPages(): Page[] {
  return ownFiles(".")
    .filter((path) => path.endsWith(".md"))
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), "utf8") }));
}

/** Paths of the project's own files below a folder, sorted. Folders of others are not entered. */
export function ownFiles(folder: string): string[] {
  const entries = readdirSync(join(projectRoot, folder), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!isOwn(entry.name)) return [];
      return entry.isDirectory() ? ownFiles(path) : [path];
    })
    .sort();
}
