import type { Construct } from "constructs";
import { type IServiceRole, type RoleSettings, ServiceRole, managedPolicyArns, serviceTrust } from "../core";
import { CONTROL_PLANE_POLICIES } from "./permissions";

/** The IAM roles of a cluster: settings of those that are made, and those that exist. */
export interface ClusterRoleProps {
  /** Policy that bounds every role. @default - no boundary */
  readonly permissionsBoundaryArn?: string;
  /**
   * IAM path of every role. Changing it replaces the nodes' and the network plugin's, and with them the node group; the
   * control plane keeps its role where it is, since another one would replace the cluster. @default "/"
   */
  readonly iamPath?: string;
  /** Existing role of the control plane. Changing it replaces the cluster. @default - a role is made */
  readonly clusterRoleArn?: string;
  /** Existing role of the nodes. Changing it makes a second node group, then removes the first. @default - a role is made */
  readonly nodeRoleArn?: string;
  /** Existing role of the network plugin. @default - a role is made */
  readonly vpcCniRoleArn?: string;
}

interface ControlPlaneRoleProps extends RoleSettings {
  readonly roleArn?: string;
  readonly name: string;
  readonly partition: string;
}

/** The role by which EKS acts for the cluster. */
export function controlPlaneRole(scope: Construct, id: string, props: ControlPlaneRoleProps): IServiceRole {
  return ServiceRole.define(scope, id, {
    ...props,
    keepsPath: true,
    trust: serviceTrust("eks.amazonaws.com"),
    managedPolicyArns: managedPolicyArns(props.partition, CONTROL_PLANE_POLICIES),
  });
}
