import { AgentPool as TfeAgentPool } from "@cdktf/provider-tfe/lib/agent-pool";
import { AgentPoolAllowedWorkspaces } from "@cdktf/provider-tfe/lib/agent-pool-allowed-workspaces";
import { type ITerraformDependable, Lazy } from "cdktf";
import { Construct } from "constructs";

export interface AgentPoolProps {
  readonly organization: string;
  /** Unique in the organization. */
  readonly name: string;
}

/**
 * Defines a pool of agents that only admitted workspaces may use. It has no agent and no token yet: a token is a secret
 * that Terraform would keep in its state, so it is made by hand.
 */
export class AgentPool extends Construct {
  /** `apool-…` */
  readonly agentPoolId: string;
  private readonly admitted: string[] = [];
  private readonly allowed: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AgentPoolProps) {
    super(scope, id);
    const pool = new TfeAgentPool(this, "Resource", {
      name: props.name,
      organization: props.organization,
      organizationScoped: false,
    });
    this.agentPoolId = pool.id;
    this.allowed = new AgentPoolAllowedWorkspaces(this, "AllowedWorkspaces", {
      agentPoolId: pool.id,
      allowedWorkspaceIds: Lazy.listValue({ produce: () => this.admitted }),
    });
  }

  /** Lets a workspace run on these agents, and returns what must be in place before it does. */
  admit(workspaceId: string): ITerraformDependable {
    this.admitted.push(workspaceId);
    return this.allowed;
  }
}
