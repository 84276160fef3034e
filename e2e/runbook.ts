import { ok } from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fencesOf } from "../scripts/docs/markdown";
import type { AwsContext } from "./aws-context";
import { pythonProgram } from "./emulator";
import { command, type CommandResult } from "./processes";
import { variableEnvironment } from "./settings";
import type { TerraformFolder } from "./terraform";
import { projectFolder } from "./work-folder";

/** The command blocks of a runbook, such as `failover`, with `text` in them, as they stand there. */
export function runbookSteps(runbook: string, text: string): string {
  const file = join(projectFolder, "docs", "runbooks", `${runbook}.md`);
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
