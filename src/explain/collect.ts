import { type Declarations, type Output } from "../inspect/synthesized";
import { type StackName, stackRoles } from "../inspect/terraform-json";
import { mergeCatalogs } from "../terraform/catalogs";
import type { VariableCatalog, VariableSpec } from "../terraform/variables";

/** What a stack takes and gives, over all the deployments looked at. */
export interface StackInterface {
  readonly stack: StackName;
  readonly title: string;
  readonly catalogs: readonly VariableCatalog[];
  readonly outputs: readonly Output[];
  /** The variables that the first deployment declares. */
  readonly ofFirst: ReadonlySet<VariableSpec>;
}

/** Reads catalogs and outputs off the stacks of every deployment. The first one leads where they differ. */
export function collectInterfaces(deployments: readonly Declarations[]): StackInterface[] {
  return stackRoles.map((stack) => ({
    stack,
    title: `${stack[0]?.toUpperCase()}${stack.slice(1)} stack`,
    catalogs: mergeCatalogs(deployments.flatMap(({ catalogs }) => catalogs[stack])),
    outputs: distinct(deployments.flatMap(({ outputs }) => outputs[stack])),
    ofFirst: new Set(deployments[0]?.catalogs[stack].flatMap(({ variables }) => Object.values(variables))),
  }));
}

function distinct(outputs: readonly Output[]): Output[] {
  return [...new Map(outputs.map((output) => [output.name, output])).values()];
}
