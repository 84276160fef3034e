import type { ICluster } from "../../../modules/cluster";
import { controllerServiceAccount, targetRegistration } from "../../../modules/load-balancer-controller";
import { type IWorkloadRole, WorkloadRole } from "../../../modules/workload-role";
import { installsController } from "../contract";
import type { Context } from "./context";

/** Service account of Package Manager's pods. */
export const serviceAccountName = "rstudio-pm";

/** The role of Package Manager's pods, without permissions yet. */
export function packageManagerRole(context: Context, cluster: ICluster, namespace: string): IWorkloadRole {
  const { stack, iam, name } = context;
  return new WorkloadRole(stack, "PackageManagerRole", {
    ...iam,
    name: `${name}-package-manager`,
    identity: cluster.workloadIdentity,
    namespace,
    serviceAccountName,
  });
}

/** The role of the controller that registers pods in `targetGroupArn`. None where none is installed here. */
export function controllerRole(context: Context, cluster: ICluster, targetGroupArn: string): IWorkloadRole | undefined {
  const { stack, deployment, iam, name } = context;
  if (!installsController(deployment)) return undefined;
  const role = new WorkloadRole(stack, "LoadBalancerControllerRole", {
    ...iam,
    name: `${name}-load-balancer-controller`,
    identity: cluster.workloadIdentity,
    namespace: controllerServiceAccount.namespace,
    serviceAccountName: controllerServiceAccount.name,
  });
  role.grant("Targets", targetRegistration(targetGroupArn));
  return role;
}
