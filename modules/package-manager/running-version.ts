import { TerraformLocal, type TerraformResourceLifecycle, Token } from "cdktf";
import type { Construct } from "constructs";
import { TerraformData, expression } from "../core";

type Precondition = NonNullable<TerraformResourceLifecycle["precondition"]>[number];

/** What decides which version runs, and how it is replaced. Each may be a Terraform token. */
export interface Version {
  /** Begins with the version: `2026.08.0-ubuntu-24.04`; one that does not counts as a whole. */
  readonly imageTag: string;
  /** `rolling` or `recreate`. */
  readonly updateStrategy: string;
}

/**
 * Defines a note in the state of the version that runs, and returns the rule, checked when Terraform plans, that two
 * versions never run at once: pods that are replaced one by one keep the noted version.
 *
 * The note is written when pods begin to be replaced one by one, and then stays as it is; while all pods are stopped
 * first, there is none. So who changes the version says `recreate`, and who says `rolling` again has it noted anew.
 */
export function sameVersionPrecondition(scope: Construct, { imageTag, updateStrategy }: Version): Precondition {
  const version = new TerraformLocal(
    scope,
    "Version",
    expression`try(regex("^[0-9]+[.][0-9]+[.][0-9]+(?:-[0-9]+)?", ${imageTag}), ${imageTag})`,
  ).asString;
  const note = new TerraformData(scope, "RunningVersion", {
    count: Token.asNumber(expression`${updateStrategy} == "rolling" ? 1 : 0`),
    input: { version },
    lifecycle: { ignoreChanges: ["input"] },
  });
  const noted = expression`coalesce(one(${note.fqn}[*].output.version), ${version})`;
  return {
    condition: expression`${noted} == ${version}`,
    errorMessage: `image_tag changes Package Manager from ${Token.asString(noted)} to ${version}, expected update_strategy recreate with it, since two versions may not run at once; take a snapshot of the database, then set it, and to rolling again afterwards: docs/runbooks/upgrade.md#package-manager.`,
  };
}
