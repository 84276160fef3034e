import { Cluster, type ICluster } from "../../../modules/cluster";
import { Check } from "../../../modules/core";
import type { INetwork } from "../../../modules/network";
import { clusterWarnings } from "../../compatibility/rules";
import type { CatalogTokens } from "../../terraform/variables";
import {
  autoscalingNodeVariables,
  clusterVariables,
  fixedNodeVariables,
  publicEndpointVariables,
} from "../../variables/cluster";
import { existingClusterVariables } from "../../variables/existing-cluster";
import { clusterRoleVariables } from "../../variables/iam";
import { type Context, encryptionKey, givenRoles } from "./context";
import { existingCluster } from "./existing-cluster";

type Created = Extract<Context["deployment"]["cluster"], { mode: "create" }>;

/** Variables of the cluster; the network asks for the type of its nodes. */
export type ClusterInputs =
  | {
      readonly mode: "create";
      readonly part: Created;
      readonly variables: CatalogTokens<(typeof clusterVariables)["variables"]>;
    }
  | {
      readonly mode: "existing";
      readonly part: Exclude<Context["deployment"]["cluster"], Created>;
      readonly variables: CatalogTokens<(typeof existingClusterVariables)["variables"]>;
    };

export function clusterInputs({ stack, deployment: { cluster: part } }: Context): ClusterInputs {
  return part.mode === "create"
    ? { mode: part.mode, part, variables: stack.declare(clusterVariables) }
    : { mode: part.mode, part, variables: stack.declare(existingClusterVariables) };
}

/** The Kubernetes cluster and its nodes. */
export function cluster(context: Context, inputs: ClusterInputs, network: INetwork): ICluster {
  if (inputs.mode === "existing") return existingCluster(context, inputs, network);
  const { stack, deployment, account, iam, name, tags } = context;
  const { variables, part } = inputs;
  new Check(stack, "ClusterVersions", { assertions: clusterWarnings });
  return new Cluster(stack, "Cluster", {
    ...variables,
    ...iam,
    ...givenRoles(context, clusterRoleVariables),
    partition: account.partition,
    dnsSuffix: account.dnsSuffix,
    clusterName: name,
    roleNamePrefix: name,
    nodeGroupNamePrefix: `${name}-nodes-`,
    network,
    secretsKey: encryptionKey(context, "ClusterKey", {
      purpose: "cluster",
      alias: "cluster",
      description: "Kubernetes Secrets of Package Manager's cluster",
    }),
    logsKey: context.logsKey(),
    logRetentionDays: variables.clusterLogRetentionDays,
    privateAccessCidrs: variables.clusterPrivateAccessCidrs,
    publicAccessCidrs:
      part.endpointAccess === "public" ? stack.declare(publicEndpointVariables).clusterPublicAccessCidrs : undefined,
    identity: deployment.identity,
    nodeScaling:
      part.nodes === "fixed"
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
