import { deploymentSchema } from "../../src/config/schema";
import type { Effect } from "../../src/explain/effects";
import { synthesizeDeployment } from "../../src/inspect/synthesized";
import { blocksOf, isObject } from "../../src/inspect/terraform-json";

/** What Terraform refuses to destroy in the reference architecture, as `stack address`. */
function protectedAddresses(): Set<string> {
  const { stacks, names } = synthesizeDeployment(deploymentSchema.parse({}));
  return new Set(
    names.flatMap((stack) =>
      blocksOf(stacks[stack])
        .filter(({ body: { lifecycle } }) => isObject(lifecycle) && lifecycle.prevent_destroy === true)
        .map(({ address }) => `${stack} ${address}`),
    ),
  );
}

/** Marks what plans can do only because they are made without protection. */
export function protection(): (changes: readonly Effect[]) => Effect[] {
  const held = protectedAddresses();
  return (changes) =>
    changes.map((change) => {
      const isHeld = held.has(`${change.stack} ${change.address}`) && ["replace", "destroy"].includes(change.effect);
      return isHeld ? { ...change, protected: true } : change;
    });
}
