import { Release } from "@cdktf/provider-helm/lib/release";
import type { TerraformStack } from "cdktf";
import {
  LoadBalancerController,
  controllerValues,
  type LoadBalancerControllerProps,
} from "../../modules/load-balancer-controller";
import { clusterProviders } from "../support/package-manager";
import { synthResources, synthStack } from "../support/synth";

const props: LoadBalancerControllerProps = {
  clusterName: "ppm",
  region: "eu-central-1",
  vpcId: "vpc-1",
  watchNamespace: "package-manager",
  roleArn: "arn:role",
  chartRepository: "https://charts.example.com",
  chartVersion: "3.5.0",
  imageRepository: "mirror/controller",
  imageTag: "v3.5.0",
};
function controller(stack: TerraformStack): void {
  clusterProviders(stack);
  new LoadBalancerController(stack, "Controller", props);
}

describe("LoadBalancerController", () => {
  test("releases the chart into kube-system and waits for its webhooks", () => {
    expect(synthResources(controller)(Release)).toEqual([
      {
        name: "aws-load-balancer-controller",
        namespace: "kube-system",
        repository: "https://charts.example.com",
        chart: "aws-load-balancer-controller",
        version: "3.5.0",
        values: ["${yamlencode(local.controller_chart_values)}"],
        wait: true,
        timeout: 240,
        atomic: false,
        cleanup_on_fail: true,
        upgrade_install: true,
        max_history: 10,
      },
    ]);
    expect(synthStack(controller)).toHaveProperty("locals.controller_chart_values", controllerValues(props));
  });

  test("registers targets and does nothing else", () => {
    expect(controllerValues(props)).toEqual({
      clusterName: "ppm",
      region: "eu-central-1",
      vpcId: "vpc-1",
      watchNamespace: "package-manager",
      image: { repository: "mirror/controller", tag: "v3.5.0" },
      replicaCount: 2,
      podDisruptionBudget: { maxUnavailable: 1 },
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
      serviceAccount: {
        create: true,
        name: "aws-load-balancer-controller",
        annotations: { "eks.amazonaws.com/role-arn": "arn:role" },
      },
      keepTLSSecret: true,
      enableServiceMutatorWebhook: false,
      webhookConfig: { disableIngressValidation: true },
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
    });
  });

  test("annotates no role for Pod Identity", () => {
    expect(controllerValues({ ...props, roleArn: undefined }).serviceAccount).toEqual({
      create: true,
      name: "aws-load-balancer-controller",
    });
  });
});
