import { Construct } from "constructs";
import { leaveToUser, policyText, readable } from "../core";
import { targetRegistration } from "./permissions";

export interface InstalledControllerProps {
  readonly clusterName: string;
  /** Target group that the controller is going to keep. */
  readonly targetGroupArn: string;
  /** Namespace of the binding and of the pods. */
  readonly namespace: string;
}

/**
 * Refers to an AWS Load Balancer Controller that the cluster has; defines no resource. What it must be able to do is
 * left to the user.
 */
export class InstalledController extends Construct {
  constructor(scope: Construct, id: string, { clusterName, targetGroupArn, namespace }: InstalledControllerProps) {
    super(scope, id);
    leaveToUser(this, {
      what: `The role of the AWS Load Balancer Controller in the cluster ${clusterName} must have these permissions; its usual policy has them for every target group`,
      text: JSON.stringify(policyText(readable(this, targetRegistration(targetGroupArn))), null, 2),
    });
    leaveToUser(this, {
      what: `The AWS Load Balancer Controller in the cluster ${clusterName} must know bindings to target groups, look after the namespace ${namespace} and admit the pods there. The CRD must exist with the version v1beta1, and --watch-namespace, if it is set, must be the namespace`,
      text: [
        "kubectl get crd targetgroupbindings.elbv2.k8s.aws --output jsonpath='{.spec.versions[*].name}'",
        `kubectl get deployments --all-namespaces --selector app.kubernetes.io/name=aws-load-balancer-controller --output jsonpath='{.items[*].spec.template.spec.containers[*].args}'`,
      ].join("\n"),
    });
  }
}
