import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../config/errors";
import type { PlanJson } from "./plan-check";
import { isObject, type Json, type TerraformJson } from "../inspect/terraform-json";

/**
 * Reads the JSON of a plan, and of the stack that it is of.
 *
 * @param stackFolder folder with `cdk.tf.json`. @default - that of the plan
 * @throws UserError when one of the two cannot be read, or is something else.
 */
export function readPlan(planFile: string, stackFolder?: string): { plan: PlanJson; stack: TerraformJson } {
  return { plan: planOf(planFile), stack: stackOf(stackFolder ?? dirname(planFile), stackFolder !== undefined) };
}

const howToMakePlan = "run `terraform plan -out=FILE`, then `terraform show -json FILE > plan.json`";

function planOf(file: string): PlanJson {
  return parsePlan(file, read(file, `the JSON of a plan; ${howToMakePlan}`));
}

/** @throws UserError when `text`, the contents of `file`, is not the JSON of a plan. */
export function parsePlan(file: string, text: string): PlanJson {
  // A saved plan is a ZIP file.
  if (text.startsWith("PK")) throw wrong(file, "is a saved plan", `its JSON; run \`terraform show -json ${file}\``);
  const json = parse(file, text, howToMakePlan);
  if (!isObject(json) || typeof json.format_version !== "string" || !isObject(json.planned_values)) {
    throw wrong(file, "is no plan", `what \`terraform show -json\` prints of a saved plan; ${howToMakePlan}`);
  }
  if (!json.format_version.startsWith("1.")) {
    const rule = "a plan of format 1, which Terraform 1 writes; take that version";
    throw wrong(file, `has format_version ${JSON.stringify(json.format_version)}`, rule);
  }
  return json as unknown as PlanJson;
}

function stackOf(folder: string, given: boolean): TerraformJson {
  const file = join(folder, "cdk.tf.json");
  const fix = given ? "name the folder of the stack" : "name the folder of the stack behind the plan";
  if (given && existsSync(folder) && !statSync(folder).isDirectory()) {
    throw wrong(folder, "is a file", `the folder of a stack; ${fix}`);
  }
  return parseStack(file, read(file, `the synthesized JSON of the plan's stack; ${fix}`));
}

/** @throws UserError when `text`, the contents of `file`, is not the JSON of a stack. */
export function parseStack(file: string, text: string): TerraformJson {
  const json = parse(file, text, "run `npm run synth`");
  if (!isObject(json) || !isObject(json.terraform)) {
    throw wrong(file, "is no stack", "the JSON that `npm run synth` writes; run it");
  }
  return json as unknown as TerraformJson;
}

function read(file: string, ruleAndFix: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(file, `cannot be read (${code})`, ruleAndFix);
  }
}

function parse(file: string, text: string, fix: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw wrong(file, "is not JSON", `one JSON object; ${fix}`);
  }
}

function wrong(file: string, is: string, ruleAndFix: string): UserError {
  return new UserError(`${file} ${is}, expected ${ruleAndFix}`);
}
