import { Token } from "cdktf";
import type { Construct } from "constructs";
import { expression, leaveToUser } from "../../modules/core";
import type { RunRole } from "../../modules/run-role";
import { AgentPool, Project, VariableSet, Workspace, type WorkspaceProps } from "../../modules/workspace";
import type { Deployment } from "../config/schema";
import { addBackend, type StackRole, type StateLocation, workspaceName } from "../terraform/backend";
import { addAwsProvider, addTfeProvider } from "../terraform/providers";
import { projectVariables, workspaceVariables } from "../variables/workspaces";
import { BaseStack, deploymentTags } from "./base-stack";
import { stackNames } from "./names";
import { mirroredCatalogs, mirrorOf, variablesOf } from "./workspaces/mirror";
import { runRoles } from "./workspaces/run-roles";

/** Stacks that get a workspace. Without an infrastructure stack everything is in the application stack. */
export interface ManagedStacks {
  readonly infrastructure?: BaseStack;
  readonly application: BaseStack;
}

type Cloud = Extract<Deployment["state"], { backend: "cloud" }>;

/**
 * What the other stacks of a deployment need in HCP Terraform or Terraform Enterprise: project, workspaces, their
 * variables, the run trigger, and the AWS roles of their runs.
 */
export class WorkspacesStack extends BaseStack {
  private readonly sources: readonly BaseStack[];

  constructor(
    scope: Construct,
    private readonly deployment: Deployment,
    location: StateLocation,
    private readonly stacks: ManagedStacks,
  ) {
    super(scope, stackNames(deployment).workspaces, deployment);
    addBackend(this, "workspaces", location);
    this.sources = [stacks.infrastructure, stacks.application].filter((stack) => stack !== undefined);
    for (const catalog of mirroredCatalogs(this.sources)) this.declare(catalog);
    this.define(cloudOf(deployment));
  }

  private define(state: Cloud): void {
    const { organization, hostname, project } = state;
    addTfeProvider(this, hostname);
    const { name, region } = this.configureAws();
    const common = { ...this.workspaceProps(state), organization };
    const { application: app, infrastructure: infra } = this.stacks;
    const names = {
      application: this.nameOf(state, "application"),
      infrastructure: this.nameOf(state, "infrastructure"),
    };

    const application = new Workspace(this, "Application", {
      ...common,
      name: names.application,
      description: `Package Manager on EKS: application of ${this.deployment.name}`,
      workingDirectory: this.folderOf(app),
      agentPool: this.needsAgents()
        ? new AgentPool(this, "AgentPool", { name: names.application, organization })
        : undefined,
    });
    const infrastructure =
      infra &&
      new Workspace(this, "Infrastructure", {
        ...common,
        name: names.infrastructure,
        description: `Package Manager on EKS: infrastructure of ${this.deployment.name}`,
        workingDirectory: this.folderOf(infra),
        stateConsumers: this.deployment.handover === "remoteState" ? [application] : [],
      });
    if (infrastructure) application.runAfter("RunTrigger", infrastructure);

    const roles = runRoles(this, {
      deployment: this.deployment,
      hostname,
      organization,
      ...(project !== undefined && { project }),
      workspaces: infra ? [names.infrastructure, names.application] : [names.application],
      sources: this.sources,
      name,
      region,
    });
    if (infra && infrastructure) this.addVariables(infra, infrastructure, names.infrastructure, organization, roles);
    this.addVariables(app, application, names.application, organization, roles);
    if (this.sources.every((stack) => variablesOf(stack, this).answered.length === 0)) this.leaveAccess(roles);
    this.output("run_plan_role_arn", roles.plan.roleArn, "IAM role that plans.");
    this.output("run_apply_role_arn", roles.apply.roleArn, "IAM role that applies.");
  }

  private configureAws(): { name: string; region: string } {
    const { deployment, sources } = this;
    const mirror = (key: string) => mirrorOf(sources, key, this);
    const region = mirror("region");
    const name = mirror("name");
    if (region === undefined || name === undefined) throw new Error(`no stack of ${deployment.name} has a region`);
    const prefix = Token.asString(expression`coalesce(${name}, ${deployment.name})`);
    const tags = mirror("tags");
    const given =
      tags === undefined ? {} : (Token.asAny(expression`coalesce(${tags}, {})`) as unknown as Record<string, string>);
    addAwsProvider(this, { region, defaultTags: deploymentTags(prefix, given) });
    return { name: prefix, region };
  }

  private workspaceProps({ project, organization }: Cloud) {
    const { terraformVersion, healthAssessments, ...vcs } = this.declare(workspaceVariables);
    return {
      terraformVersion,
      healthAssessments,
      repository: {
        identifier: vcs.vcsRepository,
        branch: vcs.vcsBranch,
        oauthTokenId: vcs.vcsOauthTokenId,
        githubAppInstallationId: vcs.vcsGithubAppInstallationId,
      },
      ...(project !== undefined && {
        projectId: new Project(this, "Project", {
          name: project,
          organization,
          existingId: this.declare(projectVariables).projectId,
        }).projectId,
      }),
    } satisfies Partial<WorkspaceProps>;
  }

  /** Whether only machines in the VPC, or connected to it, can reach the Kubernetes API. */
  private needsAgents(): boolean {
    const { cluster } = this.deployment;
    return cluster.mode === "existing" || cluster.endpointAccess === "private";
  }

  private addVariables(
    source: BaseStack,
    workspace: Workspace,
    name: string,
    organization: string,
    roles: Readonly<Record<"plan" | "apply", RunRole>>,
  ): void {
    const { given, secrets, answered } = variablesOf(source, this);
    const answers = { planRoleArn: roles.plan.roleArn, applyRoleArn: roles.apply.roleArn };
    new VariableSet(workspace, "Variables", {
      organization,
      name,
      description: `Variables of the workspace ${name}`,
      workspace,
      variables: given,
      secrets,
      applied: Object.fromEntries(answered.map((a) => [a.name, { value: answers[a.key], description: a.description }])),
      environment: {
        TFC_AWS_PROVIDER_AUTH: "true",
        TFC_AWS_PLAN_ROLE_ARN: roles.plan.roleArn,
        TFC_AWS_APPLY_ROLE_ARN: roles.apply.roleArn,
      },
    });
  }

  /** No stack makes the access entries of the runs: the cluster is somebody else's. */
  private leaveAccess({ plan, apply }: Readonly<Record<"plan" | "apply", RunRole>>): void {
    leaveToUser(this, {
      what:
        "The cluster is not managed here; give the runs access entries in it: AmazonEKSClusterAdminPolicy to " +
        `${apply.roleArn}, AmazonEKSAdminViewPolicy to ${plan.roleArn}`,
    });
  }

  private nameOf(state: Cloud, role: Exclude<StackRole, "workspaces">): string {
    return workspaceName(state, role, stackNames(this.deployment)[role]);
  }

  private folderOf({ node }: BaseStack): string {
    return `\${var.output_folder}/stacks/${node.id}`;
  }
}

/** Whether a deployment has this stack. */
export function managesWorkspaces({ state }: Deployment): boolean {
  return state.backend === "cloud" && state.manage;
}

function cloudOf({ state }: Deployment): Cloud {
  if (state.backend !== "cloud")
    throw new Error(`workspaces are managed with backend cloud only, not ${state.backend}`);
  return state;
}
