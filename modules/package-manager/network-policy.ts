import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { expression } from "../core";
import type { PackageManagerProps } from "./props";

/** HTTPS: upstream repositories, AWS, identity providers; and Git over SSH. */
const EVERYWHERE = ["443", "22"];

/** Where the agent of EKS Pod Identity answers on each node. */
const POD_IDENTITY_AGENT = "169.254.170.23/32";

/** What decides who may talk to the pods, and to whom they may. */
export type NetworkPolicyInputs = Pick<
  PackageManagerProps,
  "targets" | "databasePort" | "outboundProxy" | "roleArn" | "restrictEgress" | "egressTcpPorts"
>;

/**
 * Defines who may open connections to Package Manager's pods, and to which ports they may open some.
 *
 * In: the load balancer's subnets, and for metrics the cluster's own pods. Kubernetes always lets a node reach its own pods,
 * so probes need no rule. Behind a NodePort requests come from every node, so what comes in is left to the nodes' security
 * group.
 *
 * Out: by port, since a policy knows no names, and neither S3 nor upstream repositories have fixed addresses. The metadata
 * service of the nodes is not among them.
 */
export function networkPolicy(
  scope: Construct,
  id: string,
  namespace: string,
  inputs: NetworkPolicyInputs,
): NetworkPolicyV1 {
  const { targets, restrictEgress } = inputs;
  const policy = new NetworkPolicyV1(scope, id, {
    metadata: { name: "rstudio-pm", namespace },
    spec: {
      podSelector: { matchLabels: { "app.kubernetes.io/name": "rstudio-pm" } },
      policyTypes: [...(targets.type === "ip" ? ["Ingress"] : []), "Egress"],
      ...(targets.type === "ip" && {
        ingress: [
          { ports: [{ port: "4242", protocol: "TCP" }] },
          { from: [{ namespaceSelector: {} }], ports: [{ port: "2112", protocol: "TCP" }] },
        ],
      }),
      egress: [
        {},
        {
          ports: [
            { port: "53", protocol: "UDP" },
            { port: "53", protocol: "TCP" },
          ],
        },
        // Without a role by annotation, the agent on the node gives it.
        ...(inputs.roleArn === undefined
          ? [{ to: [{ ipBlock: { cidr: POD_IDENTITY_AGENT } }], ports: [{ port: "80", protocol: "TCP" }] }]
          : []),
      ],
    },
  });
  // Not by `TerraformIterator`: cdktf 0.21 has no dynamic block inside another block.
  if (targets.type === "ip") {
    policy.addOverride("spec.ingress.0.dynamic.from", {
      for_each: targets.sourceCidrs,
      content: { ip_block: [{ cidr: "${from.value}" }] },
    });
  }
  policy.addOverride("spec.egress.0.dynamic.ports", {
    for_each: ports(inputs),
    content: { port: "${ports.value}", protocol: "TCP" },
  });
  // A rule without ports and addresses allows everything.
  policy.addOverride("spec.dynamic.egress", {
    for_each: expression`${restrictEgress} ? [] : ["everything"]`,
    content: {},
  });
  return policy;
}

/** Never empty, which would allow every port. */
function ports({ databasePort, outboundProxy, egressTcpPorts }: NetworkPolicyInputs): string[] {
  const own = [...EVERYWHERE, Token.asString(expression`tostring(${databasePort})`)];
  // The variable's rule wants a port in it.
  const proxy = outboundProxy && Token.asString(expression`regex("[0-9]+$", ${outboundProxy.httpsProxy})`);
  const listed = proxy === undefined ? own : [...own, proxy];
  return Token.asList(expression`distinct(concat(${listed}, ${egressTcpPorts}))`);
}
