import {
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  LocalBackend,
  S3Backend,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import type { Deployment } from "../config/schema";

/** Where the states of a deployment are. */
export interface StateLocation {
  readonly state: Deployment["state"];
  /** Folder of local states, relative to the folder that Terraform runs in: never an absolute path. */
  readonly localFolder: string;
}

/** Puts the state of `stack` where the deployment says. */
export function addBackend(stack: TerraformStack, location: StateLocation): void {
  const { state } = location;
  switch (state.backend) {
    case "local":
      new LocalBackend(stack, { path: localPath(location, stack.node.id) });
      return;
    case "s3":
      // cdktf 0.21 does not know the lock file (Terraform ≥ 1.10).
      new S3Backend(stack, { ...s3Config(state, stack.node.id), encrypt: true }).addOverride("use_lockfile", true);
      return;
  }
}

/** Reads the outputs of another stack of this deployment from its state. */
export function readRemoteState(
  stack: TerraformStack,
  id: string,
  location: StateLocation,
  otherStack: string,
): TerraformRemoteState {
  const { state } = location;
  // Both stacks of one environment have the same Terraform workspace.
  const workspace = "${terraform.workspace}";
  switch (state.backend) {
    case "local":
      return new DataTerraformRemoteStateLocal(stack, id, { workspace, path: localPath(location, otherStack) });
    case "s3":
      return new DataTerraformRemoteStateS3(stack, id, { workspace, ...s3Config(state, otherStack) });
  }
}

function localPath(location: StateLocation, stackName: string): string {
  return `${location.localFolder}/terraform.${stackName}.tfstate`;
}

function s3Config(state: Extract<Deployment["state"], { backend: "s3" }>, stackName: string) {
  return {
    bucket: state.bucket,
    key: `${state.keyPrefix}${stackName}.tfstate`,
    region: state.region,
    ...(state.kmsKeyId && { kmsKeyId: state.kmsKeyId }),
    ...(state.roleArn && { assumeRole: { roleArn: state.roleArn } }),
  };
}
