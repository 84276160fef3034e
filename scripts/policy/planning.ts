import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AwsContext } from "../../e2e/aws-context";
import type { JsonObject } from "../../e2e/json";
import { standIn } from "../../e2e/offline-kubernetes";
import { emulatorProvider, variableEnvironment } from "../../e2e/settings";
import { TerraformFolder } from "../../e2e/terraform";
import type { Json, TerraformJson } from "../../src/inspect/terraform-json";
import { addOnVersions, handedOver } from "./facts";
import { filledPlan, type PlanJson } from "./plan-json";
import type { PolicyStack } from "./stacks";

type Values = Readonly<Record<string, Json>>;

/** Plans stacks in an account of the emulator, without applying anything. */
export class Planner {
  /** Outputs that the plans of infrastructure stacks know, by example. */
  private readonly outputs = new Map<string, Values>();

  constructor(
    private readonly context: AwsContext,
    /** Values of variables that must name something in the account. */
    private readonly facts: Values,
  ) {}

  /** Plans a stack, or what `json` makes of it, and returns the resolved plan. */
  async plan(stack: PolicyStack, name = stack.name, json: TerraformJson = stack.json): Promise<PlanJson> {
    const folder = join(this.context.folder, name);
    for (const [path, text] of stack.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const terraform = new TerraformFolder(folder, { ...this.context.environment, ...variableEnvironment });
    const handed = stack.role === "application" ? this.handed(stack) : {};
    const adapted = withState(json, folder, handed) as unknown as JsonObject;
    terraform.json = stack.role === "application" ? standIn(adapted, folder).json : adapted;
    terraform.override({ provider: emulatorProvider });
    const known = {
      ...this.facts,
      ...Object.fromEntries(Object.entries(handed).map(([key, { value }]) => [key, value])),
    };
    // Versions of the add-ons have a default, and are given all the same, since the emulator cannot look them up.
    const wanted = { ...stack.variables, ...pick(addOnVersions, Object.keys(stack.json.variable ?? {})) };
    terraform.setVariables({ ...wanted, ...pick(known, Object.keys(wanted)) } as JsonObject);
    await terraform.run("init", "-no-color", "-input=false");
    const planned = (await terraform.plan()) as unknown as PlanJson;
    const plan = filledPlan(planned, stack.example, stack.role, json);
    if (stack.role === "infrastructure") {
      for (const one of [stack.name, ...stack.same]) this.outputs.set(exampleOf(one), outputsOf(plan));
    }
    return plan;
  }

  private handed({ example, ...stack }: PolicyStack): ReturnType<typeof handedOver> {
    if (!example.names.includes("infrastructure")) return {};
    return handedOver(example.deployment, this.outputs.get(exampleOf(stack.name)) ?? {}, this.facts);
  }
}

function exampleOf(stackName: string): string {
  return stackName.replace(/-(infrastructure|application)$/, "");
}

function outputsOf({ planned_values }: PlanJson): Values {
  return Object.fromEntries(
    Object.entries(planned_values.outputs ?? {}).flatMap(([name, { value }]) =>
      value === undefined || value === null ? [] : [[name, value]],
    ),
  );
}

/** The stack reads what was handed over from a state with nothing but that. */
function withState(json: TerraformJson, folder: string, outputs: ReturnType<typeof handedOver>): TerraformJson {
  const states = json.data?.terraform_remote_state;
  if (!states) return json;
  const path = join(folder, "infrastructure.tfstate");
  mkdirSync(folder, { recursive: true });
  const state = { version: 4, terraform_version: "1.11.0", serial: 1, lineage: "policy", outputs, resources: [] };
  writeFileSync(path, JSON.stringify(state));
  const local = Object.keys(states).map((name) => [name, { backend: "local", config: { path } }]);
  return { ...json, data: { ...json.data, terraform_remote_state: Object.fromEntries(local) as never } };
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}
