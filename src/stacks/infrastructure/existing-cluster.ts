import { Cluster, type ICluster } from "../../../modules/cluster";
import type { INetwork } from "../../../modules/network";
import { oldestKubernetesMinor } from "../../compatibility/matrix";
import { nodeSecurityGroupVariables, nodeTargetVariables } from "../../variables/existing-cluster";
import type { ClusterInputs } from "./cluster";
import type { Context } from "./context";

/** A cluster that the user has. */
export function existingCluster(
  { stack, deployment, account }: Context,
  { variables, part }: Extract<ClusterInputs, { mode: "existing" }>,
  network: INetwork,
): ICluster {
  return Cluster.fromLookup(stack, "Cluster", {
    ...variables,
    oldestKubernetesMinor,
    network,
    partition: account.partition,
    identity: deployment.identity,
    nodes: part.nodes,
    ...(hasRules(deployment) && stack.declare(nodeSecurityGroupVariables)),
    ...(deployment.loadBalancer.targets === "node" && stack.declare(nodeTargetVariables)),
  });
}

/** Whether a rule about the nodes is made here. */
function hasRules({ loadBalancer, database }: Context["deployment"]): boolean {
  return (
    loadBalancer.mode === "create" ||
    loadBalancer.securityGroupRules ||
    database.mode !== "existing" ||
    database.securityGroup
  );
}
