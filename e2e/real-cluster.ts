import { readFileSync } from "node:fs";
import { asObject, type Json, type JsonObject } from "./json";

/** A Kubernetes API server that takes the tokens of EKS. */
export interface RealCluster {
  readonly endpoint: string;
  /** PEM. */
  readonly certificateAuthority: string;
  /** Further variables, such as the places of charts and images on this machine. */
  readonly variables: Readonly<Record<string, Json>>;
}

/**
 * The cluster that the environment names by `E2E_KUBE_ENDPOINT` and `E2E_KUBE_CA_FILE`, with the variables in the JSON
 * file `E2E_KUBE_VARIABLES`; undefined when it names none.
 */
export function realCluster(environment: NodeJS.ProcessEnv): RealCluster | undefined {
  const { E2E_KUBE_ENDPOINT: endpoint, E2E_KUBE_CA_FILE: caFile, E2E_KUBE_VARIABLES: variables } = environment;
  if (!endpoint) return undefined;
  if (!caFile) throw new Error("E2E_KUBE_CA_FILE is not set; name the file with the cluster's CA certificate");
  return {
    endpoint,
    certificateAuthority: readFileSync(caFile, "utf8"),
    variables: variables ? (JSON.parse(readFileSync(variables, "utf8")) as Record<string, Json>) : {},
  };
}

/** Provider blocks that point to `cluster` of the stack to `cluster`; the login stays the stack's own. */
export function connectionOverride(stack: JsonObject, cluster: RealCluster): JsonObject {
  const connection = { host: cluster.endpoint, cluster_ca_certificate: cluster.certificateAuthority };
  const helm = first(asObject(stack.provider).helm);
  return { kubernetes: [connection], helm: [{ kubernetes: { ...first(helm.kubernetes), ...connection } }] };
}

/** Blocks may stand alone or in a list. */
function first(blocks: Json | undefined): JsonObject {
  return asObject(Array.isArray(blocks) ? (blocks as readonly Json[])[0] : blocks);
}
