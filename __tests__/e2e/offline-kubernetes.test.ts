import { standIn } from "../../e2e/offline-kubernetes";
import type { JsonObject } from "../../e2e/json";

const stack: JsonObject = {
  terraform: { required_providers: { aws: { source: "hashicorp/aws" }, helm: { source: "hashicorp/helm" } } },
  provider: { aws: [{ region: "r" }], helm: [{ kubernetes: { host: "h", token: "${ephemeral.x.y.token}" } }] },
  resource: {
    aws_vpc: { v: { cidr_block: "c" } },
    kubernetes_namespace_v1: { n: { metadata: { name: "ppm" } } },
    kubernetes_secret_v1: {
      s: {
        metadata: { namespace: "${kubernetes_namespace_v1.n.metadata[0].name}" },
        data_wo: { password: "${ephemeral.x.y.secret}" },
        data_wo_revision: 3,
      },
    },
    kubernetes_network_policy_v1: {
      p: {
        metadata: { name: "p" },
        spec: { dynamic: { from: { for_each: "${var.cidrs}", content: { cidr: "${from.value}" } } } },
      },
    },
    helm_release: {
      r: {
        name: "${kubernetes_namespace_v1.n.id}",
        depends_on: ["kubernetes_secret_v1.s"],
        timeouts: { create: "5m" },
        lifecycle: { ignore_changes: ["name"], precondition: [{ condition: "${var.ok}", error_message: "no" }] },
      },
    },
  },
};

describe("standIn", () => {
  const { json, captures } = standIn(stack, "folder");
  const { terraform_data: data, ...others } = json.resource as Record<string, Record<string, JsonObject>>;

  test("leaves no Kubernetes or Helm provider and resource, and keeps the rest", () => {
    expect(others).toEqual({ aws_vpc: { v: { cidr_block: "c" } } });
    expect(json.provider).toEqual({ aws: [{ region: "r" }] });
    expect(json.terraform).toEqual({ required_providers: { aws: { source: "hashicorp/aws" } } });
  });

  test("gives a child module, which has no provider block, none", () => {
    const module = Object.fromEntries(Object.entries(stack).filter(([key]) => key !== "provider"));
    expect(standIn(module, "folder").json).not.toHaveProperty("provider");
  });

  test("keeps arguments, references, order and conditions", () => {
    expect(data).toMatchObject({
      kubernetes_namespace_v1_n: { input: { metadata: [{ name: "ppm" }] } },
      helm_release_r: {
        depends_on: ["terraform_data.kubernetes_secret_v1_s"],
        lifecycle: { precondition: [{ condition: "${var.ok}", error_message: "no" }] },
      },
    });
    expect(data?.kubernetes_secret_v1_s).toEqual({
      input: {
        metadata: [{ namespace: "${terraform_data.kubernetes_namespace_v1_n.input.metadata[0].name}" }],
        data_wo_revision: 3,
      },
    });
    expect(data?.helm_release_r?.input).toEqual({ name: "${terraform_data.kubernetes_namespace_v1_n.id}" });
    expect(data?.helm_release_r?.lifecycle).not.toHaveProperty("ignore_changes");
  });

  test("keeps what a dynamic block iterates over, and makes its iterator text", () => {
    expect(data?.kubernetes_network_policy_v1_p?.input).toEqual({
      metadata: [{ name: "p" }],
      spec: { dynamic: { from: { for_each: "${var.cidrs}", content: { cidr: "$${from.value}" } } } },
    });
  });

  test("captures every write-only value and login, again when the revision changes", () => {
    expect(captures).toEqual([
      { owner: "kubernetes_secret_v1.s", path: "data_wo.password", file: "value-0" },
      { owner: "provider.helm", path: "0.kubernetes.token", file: "value-1" },
    ]);
    expect(data?.kubernetes_secret_v1_s_captured).toEqual({
      triggers_replace: [3],
      provisioner: [
        {
          "local-exec": {
            command: 'printf %s "$VALUE_0" > "$FOLDER/value-0"',
            environment: { FOLDER: "folder", VALUE_0: "${ephemeral.x.y.secret}" },
            quiet: true,
          },
        },
      ],
    });
  });

  test("refuses a data source, for which nothing can stand in", () => {
    expect(() => standIn({ data: { kubernetes_service: { s: {} } } }, "folder")).toThrow(
      "kubernetes_service: a stand-in cannot answer for a data source",
    );
  });
});
