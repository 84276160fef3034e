import type { LoadBalancerControllerProps } from "./load-balancer-controller";

/** Namespace and name of the controller's service account; its IAM role trusts them. */
export const controllerServiceAccount = { namespace: "kube-system", name: "aws-load-balancer-controller" } as const;

/** Returns the values of the `aws-load-balancer-controller` chart. Pure: the same props give the same values. */
export function controllerValues(props: LoadBalancerControllerProps): Record<string, unknown> {
  return {
    clusterName: props.clusterName,
    region: props.region,
    vpcId: props.vpcId,
    watchNamespace: props.watchNamespace,
    image: { repository: props.imageRepository, tag: props.imageTag },
    replicaCount: 2,
    podDisruptionBudget: { maxUnavailable: 1 },
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    serviceAccount: {
      create: true,
      name: controllerServiceAccount.name,
      ...(props.roleArn && { annotations: { "eks.amazonaws.com/role-arn": props.roleArn } }),
    },
    // A new certificate with every upgrade would leave the webhooks broken until all pods have it.
    keepTLSSecret: true,
    // Else every service of the cluster waits for this controller, also while it is down.
    enableServiceMutatorWebhook: false,
    webhookConfig: { disableIngressValidation: true },
    // No ingress, no service and no gateway of the cluster becomes a load balancer.
    createIngressClassResource: false,
    ingressClassParams: { create: false },
    controllerConfig: {
      featureGates: {
        EnableServiceController: false,
        ALBGatewayAPI: false,
        NLBGatewayAPI: false,
        GatewayListenerSet: false,
      },
    },
    enableShield: false,
    enableWaf: false,
    enableWafv2: false,
    enableBackendSecurityGroup: false,
  };
}
