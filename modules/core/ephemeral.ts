import { TerraformElement, Token, ref } from "cdktf";
import type { Construct } from "constructs";

/**
 * Defines an `ephemeral` block (Terraform ≥ 1.10), which cdktf 0.21 has no class for. Terraform opens it anew in every
 * plan and apply and stores nothing of it. Its attributes may only reach write-only and provider arguments.
 */
export class EphemeralResource extends TerraformElement {
  /** @param config arguments in Terraform's own snake_case. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ephemeralType: string,
    private readonly config: Record<string, unknown>,
  ) {
    super(scope, id, `ephemeral.${ephemeralType}`);
  }

  /** Reference to one of its attributes, such as `${ephemeral.aws_eks_cluster_auth.login.token}`. */
  attribute(name: string): string {
    return Token.asString(ref(`ephemeral.${this.ephemeralType}.${this.friendlyUniqueId}.${name}`, this.cdktfStack));
  }

  override toTerraform(): unknown {
    return { ephemeral: { [this.ephemeralType]: { [this.friendlyUniqueId]: this.config } } };
  }
}
