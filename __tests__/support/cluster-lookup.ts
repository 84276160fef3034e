import type { TerraformStack } from "cdktf";
import { Cluster, type ClusterLookup, type ICluster } from "../../modules/cluster";
import { FakeNetwork } from "./synth";

/** A cluster that exists, looked up. */
export function lookUp(stack: TerraformStack, props: Partial<ClusterLookup> = {}): ICluster {
  return Cluster.fromLookup(stack, "Cluster", {
    clusterName: "theirs",
    network: new FakeNetwork(stack, "Network"),
    partition: "aws-us-gov",
    identity: "irsa",
    nodes: "nodeGroup",
    oldestKubernetesMinor: 32,
    nodeInstanceType: "c6a.4xlarge",
    nodeCount: 3,
    ...props,
  });
}
