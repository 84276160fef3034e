import { Release } from "@cdktf/provider-helm/lib/release";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { chartValues, schemaScript } from "../../modules/package-manager";
import type { Json } from "../../src/inspect/terraform-json";
import { evaluated, packageManager, referenceInputs } from "../support/package-manager";
import { synthResources, warningsOf } from "../support/synth";

const NAMESPACE = "${kubernetes_namespace_v1.package_manager_namespace.metadata[0].name}";
const DIRECTLY = [
  "localhost,127.0.0.1,169.254.170.23,169.254.169.254,.svc,.cluster.local,10.0.0.0/16",
  "s3.eu-central-1.amazonaws.com,.s3.eu-central-1.amazonaws.com",
  "s3.eu-central-1.amazonaws.com.cn,.s3.eu-central-1.amazonaws.com.cn",
].join(",");

describe("PackageManager", () => {
  test("makes a namespace with the Pod Security level of sandboxed builds and with readiness gates", () => {
    expect(synthResources((stack) => packageManager(stack))(NamespaceV1)).toEqual([
      {
        metadata: {
          name: "package-manager",
          labels: {
            "pod-security.kubernetes.io/enforce": "privileged",
            "pod-security.kubernetes.io/warn": "privileged",
            "pod-security.kubernetes.io/audit": "privileged",
            "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled",
          },
        },
      },
    ]);
    expect(warningsOf((stack) => packageManager(stack))).toEqual([]);
  });

  test("restricts the namespace without sandboxing, and warns", () => {
    const build = (stack: Parameters<typeof packageManager>[0]) => packageManager(stack, { sandboxing: false });
    expect(synthResources(build)(NamespaceV1)).toEqual([
      {
        metadata: expect.objectContaining({
          labels: expect.objectContaining({
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/warn": "restricted",
            "pod-security.kubernetes.io/audit": "restricted",
          }),
        }),
      },
    ]);
    expect(warningsOf(build)).toEqual([
      "sandboxing is off: code from Git repositories runs unconfined in Package Manager's container, beside its secrets",
    ]);
  });

  test("brings the schema script and the database's CA", () => {
    expect(synthResources((stack) => packageManager(stack))(ConfigMapV1)).toEqual([
      {
        metadata: { name: "ppm-database-ca", namespace: NAMESPACE },
        data: { "ca.pem": "PEM" },
        lifecycle: { precondition: [expect.anything()] },
      },
      { metadata: { name: "ppm-database-schemas", namespace: NAMESPACE }, data: { ...schemaScript } },
    ]);
    // Terraform evaluates these in any text.
    expect(Object.values(schemaScript).join()).not.toMatch(/[$%]\{/);
  });

  test("needs no CA for require, and warns", () => {
    const build = (stack: Parameters<typeof packageManager>[0]) =>
      packageManager(stack, { databaseTls: { mode: "require" } });
    expect(synthResources(build)(ConfigMapV1)).toEqual([
      expect.objectContaining({ metadata: { name: "ppm-database-schemas", namespace: NAMESPACE } }),
    ]);
    expect(warningsOf(build)).toEqual([
      "databaseTls is require: connections are encrypted, but another server could pose as the database",
    ]);
  });

  test("releases the chart after the secrets and the controller, within the life of the cluster's login", () => {
    expect(synthResources((stack) => packageManager(stack))(Release)).toEqual([
      {
        name: "rstudio-pm",
        namespace: NAMESPACE,
        repository: "https://charts.example.com",
        chart: "rstudio-pm",
        version: "0.20.4",
        values: ["${yamlencode(local.package_manager_chart_values)}"],
        wait: true,
        timeout: 600,
        atomic: false,
        cleanup_on_fail: true,
        upgrade_install: true,
        max_history: 10,
        depends_on: [
          "kubernetes_secret_v1.package_manager_secrets",
          "kubernetes_secret_v1.package_manager_secrets_database_master",
          "kubernetes_secret_v1.package_manager_secrets_license",
          "helm_release.controller_release",
        ],
        lifecycle: { precondition: expect.any(Array) },
      },
    ]);
  });

  test("gives the chart what the props say, with Terraform doing the arithmetic", () => {
    const names = "made by kubernetes_config_map_v1";
    const binding = { bindingName: "rstudio-pm-737c25c9", targetGroupArn: "arn:target-group", vpcId: "vpc-1" };
    expect(evaluated().values).toEqual(
      chartValues({
        ...referenceInputs,
        serviceAccount: { name: "rstudio-pm", roleArn: "arn:role" },
        bucketName: "packages",
        database: { ...referenceInputs.database, host: "db.example.com" },
        scriptConfigMap: names,
        databaseCaConfigMap: names,
        secretsRevision: "1.4.3.2",
        targets: { ...referenceInputs.targets, ...binding },
      }),
    );
  });

  test("goes without controller, binding, gate and a rule for what comes in to a NodePort", () => {
    const targets = { type: "node", nodePort: 30242 } as const;
    const resources = synthResources((stack) => packageManager(stack, { targets }));
    expect(resources(NetworkPolicyV1)).toEqual([
      {
        metadata: { name: "rstudio-pm", namespace: NAMESPACE },
        spec: expect.objectContaining({ policy_types: ["Egress"] }),
      },
    ]);
    expect(resources(NetworkPolicyV1)[0]?.spec).not.toHaveProperty("ingress");
    expect(resources(NamespaceV1)).toEqual([
      {
        metadata: {
          name: "package-manager",
          labels: expect.not.objectContaining({ "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" }),
        },
      },
    ]);
    expect(resources(Release)).toEqual([
      expect.objectContaining({
        depends_on: [
          "kubernetes_secret_v1.package_manager_secrets",
          "kubernetes_secret_v1.package_manager_secrets_database_master",
          "kubernetes_secret_v1.package_manager_secrets_license",
        ],
      }),
    ]);
    expect(evaluated({ targets }).values.service).toEqual(
      expect.objectContaining({ type: "NodePort", nodePort: 30242 }),
    );
  });

  test("waits for no controller that the cluster has, and is the same otherwise", () => {
    const sourceCidrs = ["10.0.0.0/20", "10.0.16.0/20"];
    const targets = { type: "ip", targetGroupArn: "arn:target-group", vpcId: "vpc-1", sourceCidrs } as const;
    const own = synthResources((stack) => packageManager(stack));
    const theirs = synthResources((stack) => packageManager(stack, { targets }));
    const waits = own(Release)[0]?.depends_on as string[];
    expect(waits).toContain("helm_release.controller_release");
    const others = waits.filter((address) => address !== "helm_release.controller_release");
    expect(theirs(Release)).toEqual([{ ...own(Release)[0], depends_on: others }]);
    for (const type of [NamespaceV1, NetworkPolicyV1]) expect(theirs(type)).toEqual(own(type));
    expect(evaluated({ targets }).values).toEqual(evaluated().values);
  });

  test.each([
    ["recreate", "Recreate"],
    ["rolling", "RollingUpdate"],
  ])("turns %s into %s", (updateStrategy, type) => {
    expect(evaluated({ updateStrategy }).values.strategy).toEqual(expect.objectContaining({ type }));
  });

  test.each([
    ["sha256:0a", "2026.08.0-ubuntu-24.04@sha256:0a"],
    ["", "2026.08.0-ubuntu-24.04"],
  ])("with the digest %j pulls %s", (imageDigest, tag) => {
    expect(evaluated({ imageDigest }).values.image).toEqual(expect.objectContaining({ tag }));
  });

  test("reaches cluster, VPC, metadata, S3 and what is listed without the proxy", () => {
    const outboundProxy = { httpsProxy: "http://proxy:3128", vpcCidr: "10.0.0.0/16", noProxy: [".example.com"] };
    const { env } = evaluated({ outboundProxy }).values.pod as { env: Json[] };
    expect(env).toContainEqual({ name: "NO_PROXY", value: `${DIRECTLY},.example.com` });
    expect(env).toContainEqual({ name: "https_proxy", value: "http://proxy:3128" });
  });

  test("passes settings, variables and values through as plain text", () => {
    const { values } = evaluated({
      clientSideKey: { arn: "arn:client" },
      extraConfig: { CRAN: { Note: "${var.x}" } },
      extraEnvFromSecret: [{ name: "CLIENT_SECRET", secret: "oidc", key: "client-secret" }],
      extraValues: { pod: { labels: { team: "%{ if }" } } },
    });
    expect(values.config).toMatchObject({ CRAN: { Note: "${var.x}" }, S3Storage: { KMSKeyID: "arn:client" } });
    expect(values.pod).toMatchObject({ labels: { team: "%{ if }" } });
    expect((values.pod as { env: Json[] }).env).toContainEqual({
      name: "CLIENT_SECRET",
      valueFrom: { secretKeyRef: { name: "oidc", key: "client-secret" } },
    });
  });

  test.each<[string | undefined, Json]>([
    ["ppm/", { Prefix: ["ppm/"] }],
    ["", { Prefix: [] }],
    [undefined, {}],
  ])("keeps its objects under the prefix %j of the bucket", (bucketPrefix, prefix) => {
    const { S3Storage } = evaluated({ bucketPrefix }).values.config as Record<string, Json>;
    const { Bucket, Region, ...others } = S3Storage as Record<string, Json>;
    expect([typeof Bucket, typeof Region, others]).toEqual(["string", "string", prefix]);
  });
});
