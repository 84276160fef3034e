import { DataAwsAutoscalingGroup } from "@cdktf/provider-aws/lib/data-aws-autoscaling-group";
import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { TerraformOutput, TerraformVariable } from "cdktf";
import { type ClusterLookup } from "../../modules/cluster";
import { evaluateTemplate } from "../../src/inspect/evaluate";
import type { Json } from "../../src/inspect/terraform-json";
import { clusterVariables } from "../../src/variables/cluster";
import { lookUp } from "../support/cluster-lookup";
import { synthResources, synthStack } from "../support/synth";

const FOUND = "data.aws_eks_cluster.cluster";

/** What is defined, by kind and address. */
function defined(props: Partial<ClusterLookup> = {}): unknown {
  const json = synthStack((stack) => lookUp(stack, props)) as Record<string, Record<string, object>>;
  const addresses = Object.entries(json.data ?? {}).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
  return { resources: json.resource, data: addresses.sort(), checks: Object.keys(json.check ?? {}).sort() };
}

type Rule = Readonly<Record<"condition" | "error_message", string>>;

/** Messages of the rules that do not hold, where `value` gives what they read. */
const broken = (rules: readonly Rule[], value: (reference: string) => Json): string[] => {
  const evaluate = (text: string) => evaluateTemplate(text, (path) => value(path.join(".")));
  return rules
    .filter(({ condition }) => evaluate(condition) !== true)
    .map(({ error_message }) => String(evaluate(error_message)));
};

const GOOD: Readonly<Record<string, Json>> = {
  "self.status": "ACTIVE",
  "self.version": "1.35",
  "self.vpc_config.0.vpc_id": "vpc-1",
};

/** Messages of a plan that finds this cluster. */
function faults(found: Readonly<Record<string, Json>>, props: Partial<ClusterLookup> = {}): string[] {
  const [data] = synthResources((stack) => lookUp(stack, props))(DataAwsEksCluster);
  const { postcondition } = data?.lifecycle as { postcondition: Rule[] };
  const values = { ...GOOD, ...found };
  return broken(postcondition, (reference) => {
    const value = values[reference];
    if (value === undefined) throw new Error(`no ${reference}`);
    return value;
  });
}

function checks(props: Partial<ClusterLookup> = {}): Record<string, { assert: Rule[]; data?: unknown }> {
  return (synthStack((stack) => lookUp(stack, props)) as unknown as { check: ReturnType<typeof checks> }).check;
}

describe("Cluster.fromLookup", () => {
  const always = ["aws_ec2_instance_type.cluster_node_type", "aws_eks_cluster.cluster"];
  const oidcProvider = "aws_iam_openid_connect_provider.cluster_oidc_provider";
  test.each<[string, Partial<ClusterLookup>, { data?: string[]; checks?: string[] }]>([
    ["irsa", {}, { data: [oidcProvider] }],
    ["podIdentity", { identity: "podIdentity" }, { data: ["aws_eks_addon.cluster_pod_identity_agent"] }],
    [
      "podIdentity, Karpenter",
      { identity: "podIdentity", nodes: "karpenter" },
      { data: ["aws_eks_addon.cluster_pod_identity_agent"] },
    ],
    ["podIdentity, Auto Mode, which has the agent", { identity: "podIdentity", nodes: "autoMode" }, {}],
    [
      "an Auto Scaling group",
      { identity: "podIdentity", nodes: "autoMode", autoscalingGroupName: "eks-1" },
      { data: ["aws_autoscaling_group.cluster_autoscaling_group"] },
    ],
  ])("only looks up: %s", (_, props, more) => {
    expect(defined(props)).toEqual({
      resources: undefined,
      data: [...always, ...(more.data ?? [])].sort(),
      checks: ["cluster_authentication_mode", ...(more.checks ?? [])],
    });
  });

  test("hands out what a created cluster does", () => {
    const json = synthStack((stack) => {
      const cluster = lookUp(stack, { autoscalingGroupName: "eks-1" });
      const { clusterName, endpoint, certificateAuthority, securityGroupId, workloadIdentity, nodes } = cluster;
      const value = { clusterName, endpoint, certificateAuthority, securityGroupId, workloadIdentity, nodes };
      new TerraformOutput(stack, "all", { value });
    }) as { output?: unknown };
    const type = "data.aws_ec2_instance_type.cluster_node_type";
    const provider = "data.aws_iam_openid_connect_provider.cluster_oidc_provider";
    expect(json.output).toEqual({
      all: {
        value: {
          clusterName: `\${${FOUND}.name}`,
          endpoint: `\${${FOUND}.endpoint}`,
          certificateAuthority: `\${${FOUND}.certificate_authority[0].data}`,
          securityGroupId: `\${${FOUND}.vpc_config[0].cluster_security_group_id}`,
          workloadIdentity: {
            mode: "irsa",
            oidcProvider: { arn: `\${${provider}.arn}`, issuer: `\${replace(${provider}.url, "/^https?:///", "")}` },
          },
          nodes: {
            count: 3,
            cpuMillicores: `\${(${type}.default_vcpus * 1000)}`,
            memoryMib: `\${${type}.memory_size}`,
            autoscalingGroupName: "${data.aws_autoscaling_group.cluster_autoscaling_group.name}",
          },
        },
      },
    });
  });

  test("has no Auto Scaling group and no OIDC provider unless asked", () => {
    synthStack((stack) => {
      const cluster = lookUp(stack, { identity: "podIdentity" });
      expect(cluster.nodes).not.toHaveProperty("autoscalingGroupName");
      expect(cluster.workloadIdentity).toEqual({ mode: "podIdentity", clusterName: cluster.clusterName });
    });
  });

  test("takes another security group of the nodes", () => {
    const json = synthStack((stack) => {
      const group = new TerraformVariable(stack, "group", { type: "string" });
      const { securityGroupId } = lookUp(stack, { nodeSecurityGroupId: group.stringValue });
      new TerraformOutput(stack, "group_id", { value: securityGroupId });
    }) as { output?: unknown };
    expect(json.output).toEqual({
      group_id: { value: `\${coalesce(var.group, ${FOUND}.vpc_config[0].cluster_security_group_id)}` },
    });
  });

  test("looks up by name, issuer and type", () => {
    const resources = synthResources((stack) => lookUp(stack, { autoscalingGroupName: "eks-1" }));
    expect(resources(DataAwsEksCluster)).toEqual([expect.objectContaining({ name: "theirs" })]);
    expect(resources(DataAwsIamOpenidConnectProvider)).toEqual([{ url: `\${${FOUND}.identity[0].oidc[0].issuer}` }]);
    expect(resources(DataAwsEc2InstanceType)).toEqual([expect.objectContaining({ instance_type: "c6a.4xlarge" })]);
    expect(resources(DataAwsAutoscalingGroup)).toEqual([{ name: "eks-1" }]);
  });
});

describe("a plan with an existing cluster", () => {
  test.each<[string, Record<string, Json>, string]>([
    [
      "that is not ready",
      { "self.status": "CREATING" },
      'cluster_name is "theirs" in the state CREATING, expected ACTIVE; wait until it is, or name another cluster.',
    ],
    [
      "that is too old",
      { "self.version": "1.30" },
      'cluster_name is "theirs" with Kubernetes 1.30, expected 1.32 or later; upgrade it, one minor version at a time.',
    ],
    [
      "in another VPC",
      { "self.vpc_config.0.vpc_id": "vpc-2" },
      'cluster_name is "theirs" in the VPC vpc-2, expected one in the VPC of vpc_id, vpc-1; set vpc_id and the subnets to those of the cluster, or name another cluster.',
    ],
  ])("stops at one %s", (_, found, message) => {
    expect(faults({})).toEqual([]);
    expect(faults(found)).toEqual([message]);
  });

  test("admits the versions that a cluster made here may have, compared as numbers", () => {
    const versions = ["0.35", "1.4", "1.9", "1.30", "1.31", "1.32", "1.39", "1.40", "1.99"];
    const admitted = versions.filter((version) => faults({ "self.version": version }).length === 0);
    expect(admitted).toEqual(["1.32", "1.39", "1.40", "1.99"]);
    const [rule] = clusterVariables.variables.kubernetesVersion.rules;
    expect(versions.filter((version) => evaluateTemplate(`\${${rule.condition}}`, () => version) === true)).toEqual(
      admitted,
    );
  });

  test("asks for Auto Mode where it keeps the nodes, and nowhere else", () => {
    const without = [
      'cluster_name is "theirs" without EKS Auto Mode, expected a cluster with it, as cluster.nodes says; turn it on, or set cluster.nodes to what keeps the nodes: nodeGroup or karpenter.',
    ];
    const enabled = (value: boolean) => ({ "self.compute_config.0.enabled": value });
    expect(faults(enabled(true), { nodes: "autoMode" })).toEqual([]);
    expect(faults(enabled(false), { nodes: "autoMode" })).toEqual(without);
    // A cluster that never had it has no such block.
    expect(faults({}, { nodes: "autoMode" })).toEqual(without);
    expect(faults(enabled(false), { nodes: "karpenter" })).toEqual([]);
  });

  test("stops at nodes that cannot run the image", () => {
    const [type] = synthResources((stack) => lookUp(stack))(DataAwsEc2InstanceType);
    const { postcondition } = type?.lifecycle as { postcondition: Rule[] };
    expect(broken(postcondition, () => ["i386", "x86_64"])).toEqual([]);
    expect(broken(postcondition, () => ["arm64"])).toEqual([
      'node_instance_type is "c6a.4xlarge", expected a type with x86_64 processors; name the smallest such type that the pods may land on, such as c6a.4xlarge.',
    ]);
  });

  test("warns when access entries are not read", () => {
    const { assert = [] } = checks().cluster_authentication_mode ?? {};
    const messages = (mode: string) =>
      broken(assert, (reference) => (reference.endsWith("authentication_mode") ? mode : "theirs"));
    expect(["API", "API_AND_CONFIG_MAP"].flatMap(messages)).toEqual([]);
    expect(messages("CONFIG_MAP")).toEqual([
      "cluster_name is \"theirs\" with the authentication mode CONFIG_MAP, expected API or API_AND_CONFIG_MAP; run 'aws eks update-cluster-config --name theirs --access-config authenticationMode=API_AND_CONFIG_MAP', or map the roles that plan and apply in the ConfigMap aws-auth of kube-system.",
    ]);
  });
});
