import { Cluster, type ICluster } from "../../../modules/cluster";
import type { IEncryptionKey } from "../../../modules/encryption-key";
import type { INetwork } from "../../../modules/network";
import type { CatalogTokens } from "../../terraform/variables";
import {
  autoscalingNodeVariables,
  type clusterVariables,
  fixedNodeVariables,
  publicEndpointVariables,
} from "../../variables/cluster";
import { type Context, encryptionKey } from "./context";

export interface ClusterParts {
  readonly variables: CatalogTokens<(typeof clusterVariables)["variables"]>;
  readonly network: INetwork;
  readonly logsKey: IEncryptionKey;
}

/** The Kubernetes cluster and its nodes. */
export function cluster(context: Context, { variables, network, logsKey }: ClusterParts): ICluster {
  const { stack, deployment, account, iam, name, tags } = context;
  const { endpointAccess, nodes } = deployment.cluster;
  return new Cluster(stack, "Cluster", {
    ...variables,
    ...iam,
    partition: account.partition,
    clusterName: name,
    roleNamePrefix: name,
    nodeGroupNamePrefix: `${name}-nodes-`,
    network,
    secretsKey: encryptionKey(context, "ClusterKey", {
      alias: "cluster",
      description: "Kubernetes Secrets of Package Manager's cluster",
    }),
    logsKey,
    logRetentionDays: variables.clusterLogRetentionDays,
    privateAccessCidrs: variables.clusterPrivateAccessCidrs,
    publicAccessCidrs:
      endpointAccess === "public" ? stack.declare(publicEndpointVariables).clusterPublicAccessCidrs : undefined,
    identity: deployment.identity,
    nodeScaling:
      nodes === "fixed"
        ? { mode: "fixed", ...stack.declare(fixedNodeVariables) }
        : { mode: "autoscaling", ...stack.declare(autoscalingNodeVariables) },
    addOnVersions: {
      vpcCni: variables.vpcCniVersion,
      kubeProxy: variables.kubeProxyVersion,
      podIdentityAgent: variables.podIdentityAgentVersion,
      coreDns: variables.coreDnsVersion,
      metricsServer: variables.metricsServerVersion,
      nodeMonitoringAgent: variables.nodeMonitoringAgentVersion,
    },
    tags,
  });
}
