import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/** One statement that must hold. */
export interface Assertion {
  /** Terraform expression that is true when all is well. */
  readonly condition: unknown;
  /** "KEY is VALUE, expected RULE; FIX." */
  readonly errorMessage: string;
}

/** A data source that only the assertions of its check read: when it fails, Terraform warns and goes on. */
export interface ScopedData {
  /** Such as `aws_acm_certificate`. Assertions refer to it by `data.TYPE.NAME`. */
  readonly type: string;
  readonly name: string;
  /** Arguments in Terraform's own snake_case. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface CheckProps {
  readonly assertions: readonly Assertion[];
  /** @default - none: the assertions read what is declared elsewhere */
  readonly data?: ScopedData;
}

/**
 * Defines a `check` block, which cdktf 0.21 has no class for. Terraform warns in each plan and apply while an assertion
 * does not hold, and never stops: for what a user should know, where a precondition would be too much.
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
    const { assertions, data } = this.props;
    return {
      check: {
        [this.friendlyUniqueId]: {
          ...(data && { data: { [data.type]: { [data.name]: data.arguments } } }),
          assert: assertions.map(({ condition, errorMessage }) => ({ condition, error_message: errorMessage })),
        },
      },
    };
  }
}
