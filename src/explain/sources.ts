import { conformanceRules } from "../conformance/rules";

/**
 * Which requirement of the reference page a default comes from: variable or key → id of the rule. A test proves each by
 * another value, which breaks the rule.
 */
export const pageRules: Readonly<Record<string, string>> = {
  node_instance_type: "node-size",
  node_count: "three-nodes",
  database_instance_class: "database-size",
  database_allocated_storage_gib: "database-size",
  database_multi_az: "database-size",
  replicas: "three-replicas",
  max_open_connections: "open-connections",
  git_build_concurrency: "git-builders",
  chart_repository: "official-chart",
  "network.zones": "everything-in-several-zones",
  "cluster.endpointAccess": "private-cluster-public-load-balancer",
  "cluster.nodes": "no-autoscaling",
  "loadBalancer.scheme": "private-cluster-public-load-balancer",
  "loadBalancer.targets": "load-balancer",
};

/** Where the default of a variable or key comes from, where that is recorded. */
export function sourceOf(name: string): { readonly from: "reference page"; readonly quote: string } | undefined {
  const rule = conformanceRules.find(({ id }) => id === pageRules[name]);
  return rule && { from: "reference page", quote: rule.quote };
}
