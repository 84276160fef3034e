import { RunTrigger } from "@cdktf/provider-tfe/lib/run-trigger";
import { Workspace as TfeWorkspace } from "@cdktf/provider-tfe/lib/workspace";
import { WorkspaceSettings } from "@cdktf/provider-tfe/lib/workspace-settings";
import { type IResolvable, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { expression, requirePattern } from "../core";
import type { AgentPool } from "./agent-pool";

/** A workspace of HCP Terraform or Terraform Enterprise. */
export interface IWorkspace extends IConstruct {
  /** `ws-…` */
  readonly workspaceId: string;
}

/** The repository that starts runs. Every value may be null at plan; without `identifier` no repository is connected. */
export interface WorkspaceRepository {
  /** `organization/repository` */
  readonly identifier: string;
  /** Null for the default branch. */
  readonly branch: string;
  /** `ot-…`; null with {@link githubAppInstallationId}. */
  readonly oauthTokenId: string;
  /** `ghain-…`; null with {@link oauthTokenId}. */
  readonly githubAppInstallationId: string;
}

export interface WorkspaceProps {
  readonly organization: string;
  /** 1 to 90 letters, digits, hyphens and underscores; unique in the organization. */
  readonly name: string;
  readonly description: string;
  /** Folder in the repository that Terraform runs in. */
  readonly workingDirectory: string;
  /** Version or constraint, such as `~> 1.11`. */
  readonly terraformVersion: string;
  readonly repository: WorkspaceRepository;
  /** Plans regularly and reports drift, and checks that fail. */
  readonly healthAssessments: IResolvable;
  /** @default - the organization's default project */
  readonly projectId?: string;
  /** Agents that run Terraform. @default - runners of HCP Terraform */
  readonly agentPool?: AgentPool;
  /** Who may read this workspace's state. @default - nobody */
  readonly stateConsumers?: readonly IWorkspace[];
}

/**
 * Defines a workspace in which each apply is approved by hand and whose state only the named workspaces may read.
 *
 * A repository starts no run until one was started by hand: the variables come after the workspace.
 */
export class Workspace extends Construct implements IWorkspace {
  readonly workspaceId: string;

  constructor(scope: Construct, id: string, props: WorkspaceProps) {
    super(scope, id);
    requirePattern(this, "name", props.name, {
      pattern: /^[A-Za-z0-9_-]{1,90}$/,
      expected: "1 to 90 letters, digits, hyphens and underscores",
      fix: "rename it",
    });
    const { agentPool, stateConsumers = [], repository } = props;
    const workspace = new TfeWorkspace(this, "Resource", {
      name: props.name,
      organization: props.organization,
      description: props.description,
      ...(props.projectId !== undefined && { projectId: props.projectId }),
      workingDirectory: props.workingDirectory,
      terraformVersion: props.terraformVersion,
      queueAllRuns: false,
      triggerPatterns: Token.asList(
        expression`${repository.identifier} == null ? null : ${[`${props.workingDirectory}/**/*`]}`,
      ),
    });
    addRepository(workspace, repository);
    this.workspaceId = workspace.id;

    new WorkspaceSettings(this, "Settings", {
      workspaceId: workspace.id,
      executionMode: agentPool ? "agent" : "remote",
      ...(agentPool && { agentPoolId: agentPool.agentPoolId, dependsOn: [agentPool.admit(workspace.id)] }),
      autoApply: false,
      assessmentsEnabled: props.healthAssessments,
      globalRemoteState: false,
      remoteStateConsumerIds: stateConsumers.map(({ workspaceId }) => workspaceId),
    });
  }

  /** Starts a run here after each apply of `source`. It waits for approval like every other. */
  runAfter(id: string, source: IWorkspace): void {
    new RunTrigger(this, id, { workspaceId: this.workspaceId, sourceableId: source.workspaceId });
  }
}

/** A block that is there only with a repository, which is known at plan. */
function addRepository(workspace: TfeWorkspace, repository: WorkspaceRepository): void {
  workspace.addOverride("dynamic.vcs_repo", {
    for_each: expression`${repository.identifier}[*]`,
    content: {
      identifier: repository.identifier,
      branch: repository.branch,
      oauth_token_id: repository.oauthTokenId,
      github_app_installation_id: repository.githubAppInstallationId,
    },
  });
}
