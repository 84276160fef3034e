import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
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
      cluster.mode === "create" || makesLoadBalancer("internal") || (database.mode === "create" && !ownDatabaseSubnets),
    databaseSubnets: database.mode === "create" && ownDatabaseSubnets,
  };
}

/** A network that the user has: only the subnets that something is put into are asked for. */
export function existingNetwork({ stack, deployment }: Context): INetwork {
  const { vpcId } = stack.declare(vpcVariables);
  const needs = wanted(deployment);
  const publicSubnetIds = needs.publicSubnets ? stack.declare(publicSubnetVariables).publicSubnetIds : [];
  const privateSubnetIds = needs.privateSubnets ? stack.declare(privateSubnetVariables).privateSubnetIds : [];
  const isolatedSubnetIds = needs.databaseSubnets
    ? stack.declare(databaseSubnetVariables).databaseSubnetIds
    : privateSubnetIds;
  const vpc = new DataAwsVpc(stack, "ExistingVpc", { id: vpcId });
  return Network.fromAttributes(stack, "Network", {
    vpcId: vpc.id,
    vpcCidr: vpc.cidrBlock,
    publicSubnetIds,
    publicSubnetCidrs: [],
    privateSubnetIds,
    privateSubnetCidrs: [],
    isolatedSubnetIds,
  });
}
