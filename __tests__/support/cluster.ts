import { type TerraformStack } from "cdktf";
import { Cluster, type ClusterProps } from "../../modules/cluster";
import { FakeKey, FakeNetwork, synthResources, synthStack } from "./synth";

export const ADD_ON_VERSIONS = {
  vpcCni: "v1.20.1-eksbuild.1",
  kubeProxy: "v1.35.0-eksbuild.1",
  podIdentityAgent: "v1.3.8-eksbuild.1",
  coreDns: "v1.12.4-eksbuild.1",
  metricsServer: "v0.8.0-eksbuild.1",
  nodeMonitoringAgent: "v1.4.0-eksbuild.1",
};
export const APPLY = "arn:aws:iam::111122223333:role/apply";
export const CLUSTER_NAME = "${aws_eks_cluster.cluster.name}";

/** A cluster with what has no default. */
export function cluster(stack: TerraformStack, props: Partial<ClusterProps> = {}): Cluster {
  const key = new FakeKey(stack, "Key");
  return new Cluster(stack, "Cluster", {
    clusterName: "ppm",
    roleNamePrefix: "ppm",
    nodeGroupNamePrefix: "ppm-nodes-",
    partition: "aws",
    network: new FakeNetwork(stack, "Network"),
    kubernetesVersion: "1.35",
    secretsKey: key,
    logsKey: key,
    logRetentionDays: 90,
    applyRoleArn: APPLY,
    nodeInstanceType: "c6a.4xlarge",
    nodeScaling: { mode: "fixed", nodeCount: 3 },
    addOnVersions: ADD_ON_VERSIONS,
    ...props,
  });
}

export const clusterResources = (props: Partial<ClusterProps> = {}) => synthResources((stack) => cluster(stack, props));
export const clusterStack = (props: Partial<ClusterProps> = {}) => synthStack((stack) => cluster(stack, props));
