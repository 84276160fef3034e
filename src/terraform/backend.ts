import {
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  LocalBackend,
  S3Backend,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import type { Deployment } from "../config/schema";
import { CloudBlock, VerbatimBackend, VerbatimRemoteState } from "./verbatim-backend";

/** Where the states of a deployment are. */
export interface StateLocation {
  readonly state: Deployment["state"];
  /** Folder of local states, relative to the folder that Terraform runs in: never an absolute path. */
  readonly localFolder: string;
}

type State<B extends Deployment["state"]["backend"]> = Extract<Deployment["state"], { backend: B }>;

/** The stacks of a deployment. */
export type StackRole = "infrastructure" | "application" | "workspaces";

/** Puts the state of `stack` where the deployment says. */
export function addBackend(stack: TerraformStack, role: StackRole, location: StateLocation): void {
  const { state } = location;
  switch (state.backend) {
    case "local":
      new LocalBackend(stack, { path: localPath(location, stack.node.id) });
      return;
    case "s3":
      // cdktf 0.21 does not know the lock file (Terraform ≥ 1.10).
      new S3Backend(stack, { ...s3Config(state, stack.node.id), encrypt: true }).addOverride("use_lockfile", true);
      return;
    case "cloud":
      new CloudBlock(stack, cloudConfig(state, workspaceName(state, role, stack.node.id), projectOf(state, role)));
      return;
    case "other":
      new VerbatimBackend(stack, state.type, otherConfig(state, role));
      return;
  }
}

/** Reads the outputs of the infrastructure stack of this deployment from its state. */
export function readInfrastructureState(
  stack: TerraformStack,
  id: string,
  location: StateLocation,
  infrastructureStack: string,
): TerraformRemoteState {
  const { state } = location;
  // Both stacks of one environment have the same Terraform workspace.
  const workspace = "${terraform.workspace}";
  switch (state.backend) {
    case "local":
      return new DataTerraformRemoteStateLocal(stack, id, {
        workspace,
        path: localPath(location, infrastructureStack),
      });
    case "s3":
      return new DataTerraformRemoteStateS3(stack, id, { workspace, ...s3Config(state, infrastructureStack) });
    case "cloud": {
      const name = workspaceName(state, "infrastructure", infrastructureStack);
      return new VerbatimRemoteState(stack, id, "remote", cloudConfig(state, name));
    }
    case "other":
      return new VerbatimRemoteState(stack, id, state.type, otherConfig(state, "infrastructure"), workspace);
  }
}

/** Name of the workspace of a stack in HCP Terraform or Terraform Enterprise. */
export function workspaceName(state: State<"cloud">, role: StackRole, stackName: string): string {
  return state.workspaces[role] ?? stackName;
}

/** The stack that makes the project cannot be in it: `terraform init` would make the project before. */
function projectOf({ project, manage }: State<"cloud">, role: StackRole): string | undefined {
  return manage && role === "workspaces" ? undefined : project;
}

function cloudConfig({ hostname, organization }: State<"cloud">, name: string, project?: string) {
  return { hostname, organization, workspaces: { name, ...(project !== undefined && { project }) } };
}

function otherConfig(state: State<"other">, role: StackRole): Readonly<Record<string, unknown>> {
  const config = role === "workspaces" ? undefined : state[role];
  if (config === undefined) throw new Error(`the state has no configuration for the ${role} stack`);
  return config;
}

function localPath(location: StateLocation, stackName: string): string {
  return `${location.localFolder}/terraform.${stackName}.tfstate`;
}

function s3Config(state: State<"s3">, stackName: string) {
  return {
    bucket: state.bucket,
    key: `${state.keyPrefix}${stackName}.tfstate`,
    region: state.region,
    ...(state.kmsKeyId && { kmsKeyId: state.kmsKeyId }),
    ...(state.roleArn && { assumeRole: { roleArn: state.roleArn } }),
  };
}
