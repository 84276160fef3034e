import { Release } from "@cdktf/provider-helm/lib/release";
import { Fn, type ITerraformDependable, TerraformLocal } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { controllerServiceAccount, controllerValues } from "./controller-values";

/** A running AWS Load Balancer Controller. */
export interface ILoadBalancerController extends IConstruct {
  /** Whatever brings a `TargetGroupBinding` must depend on it, so that it is made later and destroyed earlier. */
  readonly release: ITerraformDependable;
}

/** Helm waits this long for the controller's pods and webhooks. */
export const controllerTimeoutSeconds = 240;

export interface LoadBalancerControllerProps {
  readonly clusterName: string;
  readonly region: string;
  /** VPC of the cluster; given, since pods may not ask the metadata service. */
  readonly vpcId: string;
  /** The only namespace it looks after. */
  readonly watchNamespace: string;
  /**
   * IAM role for service accounts, an ARN.
   * @default - none; EKS Pod Identity gives the pods their role
   */
  readonly roleArn?: string;
  /** Repository of the chart: `https://…` or `oci://…`. */
  readonly chartRepository: string;
  readonly chartVersion: string;
  /** Image without tag. */
  readonly imageRepository: string;
  readonly imageTag: string;
}

/**
 * Defines the AWS Load Balancer Controller, set up to do one thing: keep pod addresses registered in target groups that
 * Terraform owns. It makes no load balancer, so it needs none of the permissions for that.
 */
export class LoadBalancerController extends Construct implements ILoadBalancerController {
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    super(scope, id);
    const values = new TerraformLocal(this, "ChartValues", controllerValues(props));
    this.release = new Release(this, "Resource", {
      name: "aws-load-balancer-controller",
      namespace: controllerServiceAccount.namespace,
      repository: props.chartRepository,
      chart: "aws-load-balancer-controller",
      version: props.chartVersion,
      values: [Fn.yamlencode(values.expression)],
      wait: true,
      timeout: controllerTimeoutSeconds,
      // Its rollback would wait a second time, beyond the life of the cluster's login.
      atomic: false,
      cleanupOnFail: true,
      upgradeInstall: true,
      maxHistory: 10,
    });
  }
}
