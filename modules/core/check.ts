import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/** One statement that must hold. */
export interface Assertion {
  /** Terraform expression that is true when all is well. */
  readonly condition: unknown;
  /** "KEY is VALUE, expected RULE; FIX." */
  readonly errorMessage: string;
}

export interface CheckProps {
  readonly assertions: readonly Assertion[];
}

/**
 * Defines a `check` block, which cdktf 0.21 has no class for. Terraform warns in each plan and apply while an assertion
 * does not hold, and never stops: for what a user should know, where a precondition would be too much.
 *
 * Without a data source of its own, which Terraform would read again in every apply: no plan would be empty any more.
 */
export class Check extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CheckProps,
  ) {
    super(scope, id, "check");
  }

  override toTerraform(): unknown {
    return {
      check: {
        [this.friendlyUniqueId]: {
          assert: this.props.assertions.map(({ condition, errorMessage }) => ({
            condition,
            error_message: errorMessage,
          })),
        },
      },
    };
  }
}
