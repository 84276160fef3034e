import type { ICluster } from "../../../modules/cluster";
import type { Targets } from "../../../modules/load-balancer";
import type { INetwork } from "../../../modules/network";
import { nodePortVariables } from "../../variables/load-balancer";
import type { Context } from "./context";

/** Port of the pods. */
export const podPort = 4242;

/** What a pod answers when it serves. */
export const healthCheckPath = "/__ping__";

export interface LoadBalancerParts {
  readonly network: INetwork;
  readonly cluster: ICluster;
}

/** The way to the pods. */
export function targets({ stack, deployment }: Context, cluster: ICluster): Targets {
  switch (deployment.loadBalancer.targets) {
    case "ip":
      return { mode: "ip", port: podPort };
    case "node":
      return {
        mode: "node",
        port: stack.declare(nodePortVariables).nodePort,
        autoscalingGroupName: autoscalingGroupOf(cluster),
      };
  }
}

/** The Auto Scaling group of a cluster that has one, as `targets: node` needs it. */
export function autoscalingGroupOf(cluster: ICluster): string {
  const { autoscalingGroupName } = cluster.nodes;
  if (autoscalingGroupName === undefined) throw new Error(`${cluster.node.path} has no Auto Scaling group`);
  return autoscalingGroupName;
}
