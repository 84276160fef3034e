import type { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import {
  type RoleSettings,
  ServiceRole,
  type WorkloadIdentity,
  defineAssociation,
  managedPolicyArns,
  roleNameAt,
  serviceAccountTrust,
} from "../core";
import { AddOn } from "./add-on";
import { VPC_CNI_POLICIES } from "./permissions";

/** A version of each EKS add-on, such as `"v1.12.4-eksbuild.1"`. Null at plan takes the newest that fits the cluster. */
export interface AddOnVersions {
  readonly vpcCni: string;
  readonly kubeProxy: string;
  readonly podIdentityAgent: string;
  readonly coreDns: string;
  readonly metricsServer: string;
  readonly nodeMonitoringAgent: string;
}

export interface AddOnsProps {
  readonly roles: RoleSettings;
  readonly partition: string;
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  readonly versions: AddOnVersions;
  readonly workloadIdentity: WorkloadIdentity;
  readonly vpcCniRoleName: string;
  /** @default - a role is made */
  readonly vpcCniRoleArn?: string;
}

/** Defines the add-ons without which no node becomes ready. */
export function defineAddOnsBeforeNodes(scope: Construct, props: AddOnsProps): EksAddon[] {
  const { versions } = props;
  const cni = defineVpcCniRole(scope, props);
  const common = { clusterName: props.clusterName, kubernetesVersion: props.kubernetesVersion };
  return [
    new AddOn(scope, "VpcCni", {
      ...common,
      addOnName: "vpc-cni",
      version: versions.vpcCni,
      roleArn: cni.irsaRoleArn,
      // Without it a NetworkPolicy has no effect.
      configuration: { enableNetworkPolicy: "true" },
      dependsOn: cni.dependsOn,
    }).resource,
    new AddOn(scope, "KubeProxy", { ...common, addOnName: "kube-proxy", version: versions.kubeProxy }).resource,
    new AddOn(scope, "PodIdentityAgent", {
      ...common,
      addOnName: "eks-pod-identity-agent",
      version: versions.podIdentityAgent,
    }).resource,
  ];
}

/** Defines the add-ons that are degraded until they find a node. */
export function defineAddOnsAfterNodes(scope: Construct, props: AddOnsProps, nodes: ITerraformDependable): void {
  const { clusterName, kubernetesVersion, versions } = props;
  const common = { clusterName, kubernetesVersion, dependsOn: [nodes] };
  new AddOn(scope, "CoreDns", { ...common, addOnName: "coredns", version: versions.coreDns });
  new AddOn(scope, "MetricsServer", { ...common, addOnName: "metrics-server", version: versions.metricsServer });
  new AddOn(scope, "NodeMonitoringAgent", {
    ...common,
    addOnName: "eks-node-monitoring-agent",
    version: versions.nodeMonitoringAgent,
  });
}

/**
 * A role of its own, and not the nodes': the metadata service answers every pod on the host's network, whatever the hop
 * limit, and rights over network interfaces are not theirs.
 */
function defineVpcCniRole(
  scope: Construct,
  props: AddOnsProps,
): { irsaRoleArn?: string; dependsOn: ITerraformDependable[] } {
  const serviceAccount = {
    identity: props.workloadIdentity,
    namespace: "kube-system",
    serviceAccountName: "aws-node",
  };
  const role = ServiceRole.define(scope, "VpcCniRole", {
    ...props.roles,
    roleArn: props.vpcCniRoleArn,
    // The nodes depend on it, and so take it along when they are replaced.
    name: roleNameAt(props.roles.iamPath, props.vpcCniRoleName),
    trust: serviceAccountTrust(serviceAccount),
    managedPolicyArns: managedPolicyArns(props.partition, VPC_CNI_POLICIES),
  });
  const association = defineAssociation(role, serviceAccount, role.arn);
  return association
    ? { dependsOn: [...role.dependencies, association] }
    : { irsaRoleArn: role.arn, dependsOn: role.dependencies };
}
