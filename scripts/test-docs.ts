/**
 * Runs the commands of every document by npm itself, each page in a copy of the project that
 * has what a clone has; and Terraform's formatter on every block of its language. Wants Terraform on PATH.
 *
 *   npm run test:docs [-- PAGE …]
 */
import { spawnSync } from "node:child_process";
import { useOf } from "./docs/fences";
import { fencesOf } from "./docs/markdown";
import { type Page, projectPages } from "./docs/pages";
import { type Outcome, copyProject, removeCopy, runPage, runs } from "./docs/run-page";
import { Tally } from "./checks/tally";

const tally = new Tally();

function count({ where, problem }: Outcome): void {
  tally.count(problem === undefined);
  console.log(`${problem === undefined ? "✓" : "✗"} ${where}${problem === undefined ? "" : `\n${problem}`}`);
}

function formatted({ path, text }: Page): Outcome[] {
  return fencesOf(text)
    .filter((fence) => useOf(fence).kind === "terraform")
    .map((fence) => {
      const { status, stderr, error } = spawnSync("terraform", ["fmt", "-check", "-diff", "-"], {
        input: fence.text,
        encoding: "utf8",
      });
      const where = `${path}:${fence.line}`;
      return status === 0
        ? { where }
        : { where, problem: error ? String(error) : `terraform fmt: ${stderr || "not formatted"}` };
    });
}

/** Whether a page installs the packages itself; else it starts from those of this project. */
function installs({ text }: Page): boolean {
  return fencesOf(text).some(
    (fence) => useOf(fence).kind === "run" && /\bnpm\s+(ci|i|install|update)\b/.test(fence.text),
  );
}

function commands(page: Page): Outcome[] {
  const folder = copyProject({ linkPackages: !installs(page) });
  try {
    if (!installs(page)) spawnSync("node", ["scripts/build.mjs"], { cwd: folder, stdio: "inherit" });
    return runPage(page, folder);
  } finally {
    removeCopy(folder);
  }
}

const asked = process.argv.slice(2);
for (const page of projectPages()) {
  if (asked.length > 0 && !asked.includes(page.path)) continue;
  formatted(page).forEach(count);
  if (runs(page)) commands(page).forEach(count);
}
tally.finish();
