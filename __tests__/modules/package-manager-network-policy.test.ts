import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { packageManager } from "../support/package-manager";
import { synthResources } from "../support/synth";

const NAMESPACE = "${kubernetes_namespace_v1.package_manager_namespace.metadata[0].name}";

/** A rule for ports on any address. */
const tcp = (own: string, further = "[]") => ({
  dynamic: {
    ports: {
      for_each: `\${distinct(concat(${own}, ${further}))}`,
      content: { port: "${ports.value}", protocol: "TCP" },
    },
  },
});
const dns = {
  ports: [
    { port: "53", protocol: "UDP" },
    { port: "53", protocol: "TCP" },
  ],
};
const unlessRestricted = { egress: { for_each: '${true ? [] : ["everything"]}', content: {} } };

describe("network policy", () => {
  test("admits the load balancer's subnets and the cluster's metrics readers, and lets out to what is needed", () => {
    expect(synthResources((stack) => packageManager(stack))(NetworkPolicyV1)).toEqual([
      {
        metadata: { name: "rstudio-pm", namespace: NAMESPACE },
        spec: {
          pod_selector: { match_labels: { "app.kubernetes.io/name": "rstudio-pm" } },
          policy_types: ["Ingress", "Egress"],
          ingress: [
            {
              ports: [{ port: "4242", protocol: "TCP" }],
              dynamic: {
                from: {
                  for_each: ["10.0.0.0/20", "10.0.16.0/20"],
                  content: { ip_block: [{ cidr: "${from.value}" }] },
                },
              },
            },
            { from: [{ namespace_selector: {} }], ports: [{ port: "2112", protocol: "TCP" }] },
          ],
          egress: [tcp('["443", "22", (tostring(5432))]'), dns],
          dynamic: unlessRestricted,
        },
      },
    ]);
  });

  test("lets out to the proxy, to further ports and to the agent of Pod Identity, where there are any", () => {
    const props = {
      outboundProxy: { httpsProxy: "http://proxy.example.com:3128", vpcCidr: "10.0.0.0/16", noProxy: [] },
      egressTcpPorts: ["636"],
      roleArn: undefined,
    };
    const [policy] = synthResources((stack) => packageManager(stack, props))(NetworkPolicyV1);
    expect((policy?.spec as { egress: unknown }).egress).toEqual([
      tcp('["443", "22", (tostring(5432)), (regex("[0-9]+$", "http://proxy.example.com:3128"))]', '["636"]'),
      dns,
      { to: [{ ip_block: { cidr: "169.254.170.23/32" } }], ports: [{ port: "80", protocol: "TCP" }] },
    ]);
  });

  test("lets out to everything when asked to", () => {
    const [policy] = synthResources((stack) => packageManager(stack, { restrictEgress: false }))(NetworkPolicyV1);
    expect((policy?.spec as { dynamic: unknown }).dynamic).toEqual({
      egress: { for_each: '${false ? [] : ["everything"]}', content: {} },
    });
  });
});
