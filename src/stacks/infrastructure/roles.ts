import type { ICluster } from "../../../modules/cluster";
import type { ServiceAccount } from "../../../modules/core";
import { controllerServiceAccount, targetRegistration } from "../../../modules/load-balancer-controller";
import { type IWorkloadRole, WorkloadRole } from "../../../modules/workload-role";
import { installsController } from "../contract";
import { loadBalancerControllerRoleVariables, packageManagerRoleVariables } from "../../variables/iam";
import { type Context, givenRoles } from "./context";

/** Service account of Package Manager's pods. */
export const serviceAccountName = "rstudio-pm";

/** The role of Package Manager's pods, without permissions yet. */
export function packageManagerRole(context: Context, cluster: ICluster, namespace: string): IWorkloadRole {
  const { name, deployment } = context;
  return workloadRole(context, "PackageManagerRole", {
    name: `${name}-package-manager`,
    roleArn: givenRoles(context, packageManagerRoleVariables(deployment.identity)).packageManagerRoleArn,
    identity: cluster.workloadIdentity,
    namespace,
    serviceAccountName,
  });
}

/** The role of the controller that registers pods in `targetGroupArn`. None where none is installed here. */
export function controllerRole(context: Context, cluster: ICluster, targetGroupArn: string): IWorkloadRole | undefined {
  const { name, deployment } = context;
  if (!installsController(deployment)) return undefined;
  const variables = loadBalancerControllerRoleVariables(deployment.identity);
  const role = workloadRole(context, "LoadBalancerControllerRole", {
    name: `${name}-load-balancer-controller`,
    roleArn: givenRoles(context, variables).loadBalancerControllerRoleArn,
    identity: cluster.workloadIdentity,
    namespace: controllerServiceAccount.namespace,
    serviceAccountName: controllerServiceAccount.name,
  });
  role.grant("Targets", targetRegistration(targetGroupArn));
  return role;
}

interface WorkloadRoleRequest extends ServiceAccount {
  readonly name: string;
  /** Of a role that the user has. */
  readonly roleArn?: string;
}

function workloadRole(
  { stack, iam }: Context,
  id: string,
  { name, roleArn, ...serviceAccount }: WorkloadRoleRequest,
): IWorkloadRole {
  if (roleArn !== undefined) return WorkloadRole.fromAttributes(stack, id, { roleArn, serviceAccount });
  return new WorkloadRole(stack, id, { ...iam, ...serviceAccount, name });
}
