import { ok } from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fencesOf } from "../../scripts/docs/markdown";
import type { AwsContext } from "../aws-context";
import { pythonProgram } from "../emulator";
import { command, type CommandResult } from "../processes";
import { variableEnvironment } from "../settings";
import type { TerraformFolder } from "../terraform";
import { projectFolder } from "../work-folder";

const page = join(projectFolder, "docs", "runbooks", "interrupted-apply.md");

/** The runbook's command blocks with `text` in them, as they stand there. */
export function runbookSteps(text: string, file = page): string {
  const blocks = fencesOf(readFileSync(file, "utf8"))
    .filter(({ label }) => label.includes("npm run test:"))
    .map((fence) => fence.text)
    .filter((block) => block.includes(text));
  ok(blocks.length > 0, `${file} has no step with ${text}`);
  return blocks.join("\n");
}

/** Runs steps of a runbook in the folder of a stack, with `npx ppm-eks` and the AWS CLI at hand as a user has them. */
export async function runSteps(
  { environment, folder }: AwsContext,
  terraform: TerraformFolder,
  steps: string,
  variables: NodeJS.ProcessEnv = {},
): Promise<CommandResult> {
  const programs = join(folder, "programs");
  mkdirSync(programs, { recursive: true });
  const npx = join(programs, "npx");
  const program = `"${process.execPath}" "${join(projectFolder, "scripts", "ppm-eks.mjs")}"`;
  writeFileSync(npx, `#!/bin/sh\nshift\nexec ${program} "$@"\n`);
  chmodSync(npx, 0o755);
  const path = [programs, dirname(pythonProgram("aws")), environment.PATH].join(delimiter);
  return command("bash", ["-c", steps], {
    cwd: terraform.folder,
    env: { ...environment, ...variableEnvironment, ...variables, PATH: path, TF_CLI_ARGS: "-no-color", AWS_PAGER: "" },
  });
}

/** Brings back what an interrupted apply made. @returns a line for each resource that was imported. */
export async function importWhatWasMade(context: AwsContext, terraform: TerraformFolder): Promise<string[]> {
  const imported: string[] = [];
  for (let round = 1; ; round++) {
    const { stdout, stderr } = await runSteps(context, terraform, runbookSteps("ppm-eks imports"));
    const script = readFileSync(join(terraform.folder, "imports.sh"), "utf8");
    const found = stdout.matchAll(/^(\S+): Import prepared!$/gm);
    imported.push(...[...found].map(([, address = ""]) => address));
    ok(/resources may be there/.test(stderr), stderr);
    const refused = stderr.split("\n").filter((line) => /^(│ )?Error: (?!Instance cannot be destroyed)/.test(line));
    ok(refused.length === 0, `${stdout}\n${stderr}\n${script}`);
    if (!script.includes("come back") || round === 4) return imported;
  }
}
