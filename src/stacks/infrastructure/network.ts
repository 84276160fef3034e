import type { IEncryptionKey } from "../../../modules/encryption-key";
import { type INetwork, Network } from "../../../modules/network";
import { networkVariables } from "../../variables/network";
import type { Context } from "./context";

/** Where everything runs. `instanceType` decides which zones are eligible. */
export function network(
  { stack, deployment, account, iam, name }: Context,
  props: { instanceType: string; logsKey: IEncryptionKey },
): INetwork {
  const { zones, natGateways, interfaceEndpoints } = deployment.network;
  return new Network(stack, "Network", {
    ...account,
    ...iam,
    ...stack.declare(networkVariables),
    ...props,
    name,
    zoneCount: zones,
    natGateways,
    interfaceEndpoints,
  });
}
