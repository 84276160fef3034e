import { type App, TerraformOutput } from "cdktf";
import { buildApp } from "../app";
import type { Deployment } from "../config/schema";
import { BaseStack, snakeCase } from "../stacks/base-stack";
import { stackNames } from "../stacks/names";
import { synthesize, withTemporaryFolder } from "../terraform/synthesize";
import type { VariableCatalog } from "../terraform/variables";
import { type Json, type StackName, type Stacks, stackRoles, type TerraformJson } from "./terraform-json";

/** What the stacks of a deployment take and give. */
export interface Declarations {
  /** What each stack declares its variables from. */
  readonly catalogs: Readonly<Record<StackName, readonly VariableCatalog[]>>;
  /** Outputs of each stack, in the order in which it makes them. */
  readonly outputs: Readonly<Record<StackName, readonly Output[]>>;
}

/** A synthesized deployment. */
export interface Synthesized extends Declarations {
  readonly deployment: Deployment;
  /** The stacks that there are. */
  readonly names: readonly StackName[];
  readonly stacks: Stacks;
  /** Every generated file, by path in the output folder. */
  readonly files: ReadonlyMap<string, string>;
  /** One line each, with the construct's path. */
  readonly warnings: readonly string[];
  /** Value of each variable in the tfvars example, else its default, by Terraform's name. */
  readonly inputs: Readonly<Record<StackName, Readonly<Record<string, Json>>>>;
}

/** An output of a stack. */
export interface Output {
  readonly name: string;
  readonly description: string;
}

/**
 * Synthesizes one deployment, in memory.
 *
 * @param localStateFolder folder of local states, relative to a stack's folder. @default "../../.."
 */
export function synthesizeDeployment(deployment: Deployment, localStateFolder = "../../.."): Synthesized {
  const apps: App[] = [];
  const { files, warnings } = synthesize((outdir) => {
    apps.push(buildApp([deployment], { outdir, localStateFolder }));
    return apps[0] as App;
  });
  const names = stackNames(deployment);
  const json = (stack: StackName): TerraformJson =>
    JSON.parse(files.get(`stacks/${names[stack]}/cdk.tf.json`) ?? "{}") as TerraformJson;
  const { catalogs, outputs } = declarationsIn(apps[0] as App, deployment);
  const inputs = (stack: StackName): Record<string, Json> => {
    const variables = catalogs[stack].flatMap((catalog) => Object.entries(catalog.variables));
    return Object.fromEntries(
      variables.map(([key, spec]) => [snakeCase(key), (spec.default ?? spec.example ?? null) as Json]),
    );
  };
  return {
    deployment,
    names: stackRoles.filter((stack) => files.has(`stacks/${names[stack]}/cdk.tf.json`)),
    stacks: each(json),
    files,
    warnings,
    inputs: each(inputs),
    catalogs,
    outputs,
  };
}

/** Builds one deployment without synthesizing it, which is most of the work. */
export function declarationsOf(deployment: Deployment): Declarations {
  return withTemporaryFolder((outdir) =>
    declarationsIn(buildApp([deployment], { outdir, localStateFolder: "../../.." }), deployment),
  );
}

function declarationsIn(app: App, deployment: Deployment): Declarations {
  const names = stackNames(deployment);
  return {
    catalogs: each((stack) => {
      const built = app.node.tryFindChild(names[stack]);
      return built instanceof BaseStack ? built.catalogs : [];
    }),
    outputs: each((stack) =>
      (app.node.tryFindChild(names[stack])?.node.findAll() ?? [])
        .filter((construct) => construct instanceof TerraformOutput)
        .map(({ node, description = "" }) => ({ name: node.id, description })),
    ),
  };
}

function each<T>(value: (stack: StackName) => T): Record<StackName, T> {
  return Object.fromEntries(stackRoles.map((stack) => [stack, value(stack)])) as Record<StackName, T>;
}
