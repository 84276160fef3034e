import { TerraformResource } from "cdktf";
import { closest } from "../config/closest";
import { UserError, problemsIn } from "../config/errors";
import type { Deployment } from "../config/schema";
import type { BaseStack } from "./base-stack";

/**
 * Adds an `import` block for each resource that `deployment` adopts, in the stack that defines it.
 *
 * @throws UserError when no stack of the deployment defines an address, or all that adopt nothing.
 */
export function adopt(stacks: readonly BaseStack[], deployment: Deployment): void {
  const defined = new Map(stacks.flatMap((stack) => addressesOf(stack).map((address) => [address, stack] as const)));
  const problems: string[] = [];
  const imports = new Map<BaseStack, { to: string; id: string }[]>();
  for (const [to, id] of Object.entries(deployment.adopt)) {
    const stack = defined.get(to.replace(/\[.*$/, ""));
    if (stack) imports.set(stack, [...(imports.get(stack) ?? []), { to, id }]);
    else problems.push(unknownAddress(to, [...defined.keys()]));
  }
  if (problems.length > 0) throw problemsIn(`deployment ${deployment.name}`, problems);
  for (const [stack, blocks] of imports) stack.addOverride("import", blocks);
}

function unknownAddress(address: string, known: readonly string[]): string {
  const meant = closest(address, known);
  const fix = meant ? `did you mean ${meant}?` : "take one from `terraform state list`, or from cdk.tf.json";
  return `adopt.${address} is no resource of this deployment, expected the address of one; ${fix}`;
}

/**
 * Refuses a resource that two deployments of one file adopt: each would think that it owns it.
 *
 * @throws UserError naming both.
 */
export function refuseSharedAdoptions(deployments: readonly Deployment[]): void {
  const owners = new Map<string, string>();
  for (const { name, adopt } of deployments) {
    for (const [address, id] of Object.entries(adopt)) {
      const resource = `${address.split(".")[0]} ${id}`;
      const owner = owners.get(resource);
      if (owner !== undefined) {
        throw new UserError(
          `deployments.${name}.adopt.${address} is ${JSON.stringify(id)}, expected a resource that no other deployment ` +
            `has; ${owner} adopts it too, so remove one of the two`,
        );
      }
      owners.set(resource, `deployments.${name}.adopt.${address}`);
    }
  }
}

function addressesOf(stack: BaseStack): string[] {
  return stack.node
    .findAll()
    .filter((construct) => construct instanceof TerraformResource)
    .map((resource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`);
}
