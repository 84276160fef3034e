import { TerraformBackend, TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";

type Config = Readonly<Record<string, unknown>>;

/** Defines a backend of any type by the arguments that Terraform knows, in its own snake_case. */
export class VerbatimBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly type: string,
    private readonly config: Config,
  ) {
    super(scope, "backend", type);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.config;
  }

  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    return new VerbatimRemoteState(scope, name, this.type, this.config);
  }
}

/**
 * Defines the `cloud` block of HCP Terraform and Terraform Enterprise. cdktf's own class for it runs the Terraform binary
 * at synth, and fails without one.
 */
export class CloudBlock extends VerbatimBackend {
  constructor(
    scope: Construct,
    private readonly cloud: Config,
  ) {
    super(scope, "cloud", cloud);
  }

  override toTerraform(): unknown {
    return { terraform: { cloud: this.cloud } };
  }
}

/** Reads the outputs in a state of any backend, whose arguments are those of the backend. */
export class VerbatimRemoteState extends TerraformRemoteState {
  constructor(
    scope: Construct,
    id: string,
    type: string,
    private readonly verbatim: Config,
    workspace?: string,
  ) {
    super(scope, id, type, { workspace });
  }

  override toTerraform(): unknown {
    const json = super.toTerraform() as { data: Record<string, Record<string, { config: Config }>> };
    for (const state of Object.values(json.data.terraform_remote_state ?? {})) state.config = this.verbatim;
    return json;
  }
}
