import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformOutput } from "cdktf";
import { buildApp } from "../../src/app";
import type { Deployment } from "../../src/config/schema";
import { BaseStack } from "../../src/stacks/base-stack";
import { stackNames } from "../../src/stacks/names";
import { mergeCatalogs } from "../../src/terraform/catalogs";
import type { VariableCatalog } from "../../src/terraform/variables";

/** What a stack takes and gives, over all the deployments looked at. */
export interface StackInterface {
  readonly title: string;
  readonly catalogs: readonly VariableCatalog[];
  readonly outputs: readonly Output[];
}

export interface Output {
  readonly name: string;
  readonly description: string;
}

/** Reads catalogs and outputs off the stacks of every deployment. The first one leads where they differ. */
export function collectInterfaces(deployments: readonly Deployment[]): StackInterface[] {
  const built = deployments.map((deployment) => ({ names: stackNames(deployment), stacks: stacksOf(deployment) }));
  const kinds = ["infrastructure", "application", "workspaces"] as const;
  return kinds.map((kind) => {
    const stacks = built.flatMap(({ names, stacks: all }) => all.filter(({ node }) => node.id === names[kind]));
    return {
      title: `${kind[0]?.toUpperCase()}${kind.slice(1)} stack`,
      catalogs: mergeCatalogs(stacks.flatMap(({ catalogs }) => catalogs)),
      outputs: distinct(stacks.flatMap(outputsOf)),
    };
  });
}

function stacksOf(deployment: Deployment): BaseStack[] {
  const outdir = mkdtempSync(join(tmpdir(), "package-manager-on-eks-docs-"));
  try {
    const app = buildApp([deployment], { outdir, localStateFolder: "../../.." });
    return app.node.children.filter((child) => child instanceof BaseStack);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function outputsOf(stack: BaseStack): Output[] {
  return stack.node
    .findAll()
    .filter((construct) => construct instanceof TerraformOutput)
    .map(({ node, description = "" }) => ({ name: node.id, description }));
}

function distinct(outputs: readonly Output[]): Output[] {
  return [...new Map(outputs.map((output) => [output.name, output])).values()];
}
