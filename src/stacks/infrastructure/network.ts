import { type INetwork, Network } from "../../../modules/network";
import { networkVariables } from "../../variables/network";
import { flowLogsRoleVariables } from "../../variables/iam";
import { type Context, givenRoles } from "./context";
import { existingNetwork } from "./existing-network";

/** Where everything runs. `instanceType` decides which zones are eligible. */
export function network(context: Context, instanceType: string): INetwork {
  const { stack, deployment, account, iam, name } = context;
  if (deployment.network.mode === "existing") return existingNetwork(context);
  const bucket = context.existingBucket();
  const { zones, natGateways, interfaceEndpoints } = deployment.network;
  return new Network(stack, "Network", {
    ...account,
    ...iam,
    ...givenRoles(context, flowLogsRoleVariables),
    ...stack.declare(networkVariables),
    instanceType,
    logsKey: context.logsKey(),
    name,
    zoneCount: zones,
    natGateways,
    interfaceEndpoints,
    writableBucketArns: bucket && [bucket.bucketArn],
  });
}
