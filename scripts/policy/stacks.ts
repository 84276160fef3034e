import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stackNames } from "../../src/stacks/names";
import { type Synthesized, synthesizeDeployment } from "../../src/inspect/synthesized";
import type { Json, StackName, TerraformJson } from "../../src/inspect/terraform-json";
import { withValues } from "../../src/inspect/values";
import { parseVarFile } from "../../src/inspect/var-file";
import { deploymentOf, exampleNames, examplesFolder } from "../checks/shapes";

/** A stack of an example, as it is planned here. */
export interface PolicyStack {
  /** `trial-infrastructure` */
  readonly name: string;
  readonly role: Exclude<StackName, "workspaces">;
  readonly example: Synthesized;
  readonly json: TerraformJson;
  /** Other files of its folder, by path there. */
  readonly files: ReadonlyMap<string, string>;
  /** Values of its variables without a default. */
  readonly variables: Readonly<Record<string, Json>>;
  /** Other examples that come to the same. */
  readonly same: string[];
}

const roles = ["infrastructure", "application"] as const;

/**
 * Every stack of every example, each once: names and backends are left out of it, since no policy looks at them.
 *
 * What an example adopts is planned as if it were made here. The stack of workspaces needs a provider of its own, and its
 * roles are checked by the tests of all policies instead.
 */
export function policyStacks(): PolicyStack[] {
  const stacks = new Map<string, PolicyStack>();
  for (const example of ["reference", ...exampleNames]) {
    for (const stack of stacksOf(example)) {
      const key = JSON.stringify([stack.json, stack.variables]);
      const known = stacks.get(key);
      if (known) known.same.push(stack.name);
      else stacks.set(key, stack);
    }
  }
  return [...stacks.values()];
}

function stacksOf(exampleName: string): PolicyStack[] {
  const deployment = { ...deploymentOf(exampleName), name: "ppm" };
  const example = withFiles(exampleName, synthesizeDeployment(deployment));
  return roles
    .filter((role) => example.names.includes(role))
    .map((role) => {
      const folder = `stacks/${stackNames(deployment)[role]}/`;
      return {
        name: `${exampleName.replace(" ", "-")}-${role}`,
        role,
        example,
        json: withoutState(example.stacks[role]),
        files: new Map(
          [...example.files]
            .filter(([path]) => path.startsWith(folder) && !path.endsWith("/cdk.tf.json"))
            .map(([path, text]) => [path.slice(folder.length), text]),
        ),
        variables: given(example, role, exampleName),
        same: [],
      };
    });
}

/** Without where states are, and what would be imported. */
function withoutState(stack: TerraformJson): TerraformJson {
  const json = structuredClone(stack);
  delete json.terraform?.backend;
  delete json.terraform?.cloud;
  delete json.import;
  for (const state of Object.values(json.data?.terraform_remote_state ?? {})) {
    for (const key of Object.keys(state)) delete state[key];
  }
  return json;
}

/** With the values of the tfvars files beside the example. */
function withFiles(exampleName: string, example: Synthesized): Synthesized {
  return roles.reduce((known, role) => {
    const file = fileOf(exampleName, role);
    return existsSync(file) ? withValues(known, parseVarFile(file, readFileSync(file, "utf8"), known)) : known;
  }, example);
}

function fileOf(exampleName: string, role: StackName): string {
  return join(examplesFolder, `${exampleName}.${role}.tfvars`);
}

/** Values of variables without a default, and of all that the example's tfvars file names. */
function given({ stacks, inputs }: Synthesized, role: StackName, exampleName: string): Record<string, Json> {
  const file = fileOf(exampleName, role);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return Object.fromEntries(
    Object.entries(stacks[role].variable ?? {}).flatMap(([name, spec]): [string, Json][] => {
      const isNamed = new RegExp(`^${name} +=`, "m").test(text);
      return ("default" in spec && !isNamed) || spec.ephemeral === true ? [] : [[name, inputs[role][name] ?? null]];
    }),
  );
}
