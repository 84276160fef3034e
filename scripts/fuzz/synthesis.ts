import { buildApp } from "../../src/app";
import { UserError } from "../../src/config/errors";
import { parseDeployment } from "../../src/config/parse";
import type { Deployment } from "../../src/config/schema";
import { synthesize } from "../../src/terraform/synthesize";
import type { ProviderSchemas } from "../checks/provider-schema";
import { checkSchemas } from "../checks/schema";
import { showProblem, type TerraformJson } from "../../src/inspect/terraform-json";

/** How long fast-check may look for a smaller file once one has failed. */
const SHRINK_SECONDS = 120;

/** Text of a deployment file that Terraform would evaluate: no second `$` or `%` keeps it from that. */
const evaluated = /(?<!\$)\$\{boom|(?<!%)%\{ if boom/;

/**
 * Synthesizes the accepted files that come before the deadline.
 */
export function synthesizeFile(schemas: ProviderSchemas, deadline: number) {
  let [stacks, blocks, refusals] = [0, 0, 0];
  let end = deadline;
  let failing = false;

  /** Whether the file was one to synthesize. @throws Error when it is accepted, but gives no JSON that providers accept. */
  function check(file: string): boolean {
    if (Date.now() > end) return false;
    const parsed = parseDeployment(file);
    if ("problems" in parsed) return false;
    try {
      checkAll(parsed.deployments);
      return true;
    } catch (error) {
      if (!failing) end = Date.now() + SHRINK_SECONDS * 1000;
      failing = true;
      throw error;
    }
  }

  function checkAll(deployments: readonly Deployment[]): void {
    const files = filesOf(deployments);
    if (!files) return void refusals++;
    for (const [path, contents] of files) {
      if (!path.endsWith("/cdk.tf.json")) continue;
      stacks++;
      const json = JSON.parse(contents) as TerraformJson;
      const checked = checkSchemas(json, schemas);
      blocks += checked.length;
      const problems = checked.flatMap((block) => block.problems.map(showProblem));
      if (problems.length > 0) throw new Error(`${path}:\n${problems.join("\n")}`);
      const line = contents.split("\n").find((text) => evaluated.test(text));
      if (line !== undefined) throw new Error(`${path}: Terraform would evaluate ${line.trim()}`);
    }
  }

  return { check, stacks: () => stacks, blocks: () => blocks, refusals: () => refusals };
}

/** Undefined when an address to adopt is no resource, which only the synthesized stacks can tell. */
function filesOf(deployments: readonly Deployment[]): ReadonlyMap<string, string> | undefined {
  try {
    return synthesize((outdir) => buildApp(deployments, { outdir, localStateFolder: "../../.." })).files;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const problems = error.message.split("\n");
    if (
      !problems.every((line) =>
        /^deployment .+: \d+ problems?$|^ *(deployments\.[^.]+\.)?adopt\..+, expected .+; \S/.test(line),
      )
    )
      throw error;
    return undefined;
  }
}
