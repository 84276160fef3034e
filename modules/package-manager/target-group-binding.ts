/** How the load balancer reaches the pods. */
export type ChartTargets =
  | {
      readonly type: "ip";
      readonly namespace: string;
      /** Another one for another target group, which a binding cannot change. */
      readonly bindingName: string;
      readonly targetGroupArn: string;
      readonly vpcId: string;
    }
  | { readonly type: "node"; readonly nodePort: number };

/** Port of the chart's service. */
export const servicePort = 80;

/** Without `networking`, so that the controller leaves security groups alone. */
export function targetGroupBinding(
  serviceName: string,
  targets: Extract<ChartTargets, { type: "ip" }>,
): Record<string, unknown> {
  return {
    apiVersion: "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    metadata: { name: targets.bindingName, namespace: targets.namespace },
    spec: {
      targetGroupARN: targets.targetGroupArn,
      targetType: "ip",
      vpcID: targets.vpcId,
      ipAddressType: "ipv4",
      serviceRef: { name: serviceName, port: servicePort },
    },
  };
}
