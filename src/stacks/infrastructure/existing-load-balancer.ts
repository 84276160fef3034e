import { Token } from "cdktf";
import type { ICluster } from "../../../modules/cluster";
import { leaveToUser } from "../../../modules/core";
import { type GivenTargets, type ILoadBalancer, LoadBalancer } from "../../../modules/load-balancer";
import { listenerVariables, targetGroupVariables } from "../../variables/existing-load-balancer";
import { longestDeregistrationDelaySeconds } from "../../variables/load-balancer-rules";
import type { Context } from "./context";
import { hostedZone, leaveRecordToUser } from "./dns";
import { autoscalingGroupOf, healthCheckPath, type LoadBalancerParts, podPort, targets } from "./targets";

export type ExistingLoadBalancer = Extract<Context["deployment"]["loadBalancer"], { mode: "existing" }>;

/** A load balancer that the user has, with the way on to the pods. */
export function existingLoadBalancer(
  context: Context,
  part: ExistingLoadBalancer,
  parts: LoadBalancerParts,
): ILoadBalancer {
  const balancer = part.attach === "listener" ? listener(context, part, parts) : targetGroup(context, part, parts);
  if (part.securityGroupRules) balancer.allowTo("Cluster", parts.cluster);
  else leaveRulesToUser(context, balancer, parts.cluster);
  return balancer;
}

function leaveRulesToUser({ stack }: Context, balancer: ILoadBalancer, cluster: ICluster): void {
  leaveToUser(stack, {
    what: `The security groups of the load balancer ${balancer.loadBalancerArn} let it connect to TCP port ${Token.asString(balancer.targetPort)} of ${cluster.securityGroupId}, which admits it there`,
  });
}

function listener(context: Context, { dnsRecord }: ExistingLoadBalancer, parts: LoadBalancerParts): ILoadBalancer {
  const { stack, name } = context;
  const { listenerRulePriority: priority, ...variables } = stack.declare(listenerVariables);
  const balancer = LoadBalancer.fromListener(stack, "LoadBalancer", {
    ...variables,
    ...(dnsRecord && hostedZone(context)),
    name,
    priority,
    network: parts.network,
    targets: targets(context, parts.cluster),
    healthCheckPath,
  });
  if (!dnsRecord) leaveRecordToUser(stack, variables.domainName, balancer);
  return balancer;
}

function targetGroup({ stack }: Context, part: ExistingLoadBalancer, parts: LoadBalancerParts): ILoadBalancer {
  const variables = stack.declare(targetGroupVariables);
  const balancer = LoadBalancer.fromTargetGroup(stack, "LoadBalancer", {
    ...variables,
    network: parts.network,
    targets: givenTargets(part, parts.cluster),
    healthCheckPath,
    longestDeregistrationDelaySeconds,
  });
  leaveRecordToUser(stack, variables.domainName, balancer);
  return balancer;
}

function givenTargets({ targets }: ExistingLoadBalancer, cluster: ICluster): GivenTargets {
  if (targets === "ip") return { mode: "ip", port: podPort };
  return { mode: "node", autoscalingGroupName: autoscalingGroupOf(cluster) };
}
