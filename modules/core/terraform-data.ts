import { type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

export interface TerraformDataProps extends Pick<TerraformMetaArguments, "count" | "lifecycle"> {
  /** Kept in the state under these keys. @default - nothing */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Any change of it replaces the resource. @default - nothing */
  readonly triggersReplace?: Readonly<Record<string, unknown>>;
}

/**
 * Defines a `terraform_data`: a resource of Terraform itself, which only takes part in the lifecycle.
 *
 * cdktf's own class for it runs `terraform version` at synth and fails without Terraform.
 */
export class TerraformData extends TerraformResource {
  static readonly tfResourceType = "terraform_data";

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TerraformDataProps = {},
  ) {
    super(scope, id, {
      terraformResourceType: TerraformData.tfResourceType,
      terraformGeneratorMetadata: { providerName: "terraform" },
      count: props.count,
      lifecycle: props.lifecycle,
    });
  }

  /** A UUID, new for each instance. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.props.input, triggers_replace: this.props.triggersReplace };
  }
}
