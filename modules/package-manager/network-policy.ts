import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { Construct } from "constructs";

/**
 * Defines who may open connections to Package Manager's pods: the load balancer's subnets, and for metrics the cluster's
 * own pods. Kubernetes always lets a node reach its own pods, so probes need no rule.
 */
export function networkPolicy(scope: Construct, id: string, namespace: string, sourceCidrs: string[]): NetworkPolicyV1 {
  const policy = new NetworkPolicyV1(scope, id, {
    metadata: { name: "rstudio-pm", namespace },
    spec: {
      podSelector: { matchLabels: { "app.kubernetes.io/name": "rstudio-pm" } },
      policyTypes: ["Ingress"],
      ingress: [
        {
          ports: [{ port: "4242", protocol: "TCP" }],
        },
        { from: [{ namespaceSelector: {} }], ports: [{ port: "2112", protocol: "TCP" }] },
      ],
    },
  });
  // Not by `TerraformIterator`: cdktf 0.21 has no dynamic block inside another block.
  policy.addOverride("spec.ingress.0.dynamic.from", {
    for_each: sourceCidrs,
    content: { ip_block: [{ cidr: "${from.value}" }] },
  });
  return policy;
}
