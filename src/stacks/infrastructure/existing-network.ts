import { type INetwork, Network } from "../../../modules/network";
import {
  databaseSubnetVariables,
  privateSubnetVariables,
  publicSubnetVariables,
  vpcVariables,
} from "../../variables/existing-network";
import type { Context } from "./context";

/** Which kinds of subnet something made here is put into. */
function wanted({ cluster, database, loadBalancer, network }: Context["deployment"]) {
  const ownDatabaseSubnets = network.mode === "existing" && network.databaseSubnets === "own";
  const makesLoadBalancer = (scheme: "internal" | "internetFacing") =>
    loadBalancer.mode === "create" && loadBalancer.scheme === scheme;
  return {
    publicSubnets: makesLoadBalancer("internetFacing"),
    privateSubnets:
      cluster.mode === "create" ||
      makesLoadBalancer("internal") ||
      (database.mode !== "existing" && !ownDatabaseSubnets),
    databaseSubnets: database.mode !== "existing" && ownDatabaseSubnets,
  };
}

/** A network that the user has: only the subnets that something is put into are asked for. */
export function existingNetwork({ stack, deployment }: Context): INetwork {
  const { cluster, packageManager } = deployment;
  const needs = wanted(deployment);
  return Network.fromLookup(stack, "Network", {
    ...stack.declare(vpcVariables),
    ...(needs.privateSubnets && stack.declare(privateSubnetVariables)),
    ...(needs.publicSubnets && stack.declare(publicSubnetVariables)),
    ...(needs.databaseSubnets && stack.declare(databaseSubnetVariables)),
    hostsCluster: cluster.mode === "create",
    outboundProxy: packageManager.outboundProxy,
  });
}
