import { ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "../aws-context";
import { runbookSteps, runSteps } from "../runbook";
import type { TerraformFolder } from "../terraform";

export interface ImportOptions {
  /** @default "log" */
  readonly from?: "log" | "plan";
  /** Steps before it, in the same shell. @default - none */
  readonly before?: string;
  /** Variables of that shell. @default - none */
  readonly variables?: NodeJS.ProcessEnv;
}

/**
 * Brings back what is in no state.
 *
 * @param from `log`: what the interrupted apply began to make. `plan`: anything that a plan would make.
 * @returns addresses of what was imported.
 */
export async function importWhatWasMade(
  context: AwsContext,
  terraform: TerraformFolder,
  { from = "log", before = "", variables = {} }: ImportOptions = {},
): Promise<string[]> {
  const imported: string[] = [];
  const step = runbookSteps("interrupted-apply", "ppm-eks imports");
  const steps = `${before}\n${from === "log" ? step : step.replace(" --log apply.log", "")}`;
  for (let round = 1; ; round++) {
    const { stdout, stderr } = await runSteps(context, terraform, steps, variables);
    const script = readFileSync(join(terraform.folder, "imports.sh"), "utf8");
    const found = stdout.matchAll(/^(\S+): Import prepared!$/gm);
    imported.push(...[...found].map(([, address = ""]) => address));
    ok(/resources may be there/.test(stderr), stderr);
    const refused = stderr.split("\n").filter((line) => /^(│ )?Error: (?!Instance cannot be destroyed)/.test(line));
    ok(refused.length === 0, `${stdout}\n${stderr}\n${script}`);
    if (!script.includes("come back") || round === 4) return imported;
  }
}
