import { DataAwsAutoscalingGroup } from "@cdktf/provider-aws/lib/data-aws-autoscaling-group";
import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { TerraformOutput, TerraformVariable, type TerraformStack } from "cdktf";
import { Cluster, type ClusterLookup, type ICluster } from "../../modules/cluster";
import { tasksOf } from "../../modules/core";
import { evaluateTemplate } from "../../scripts/checks/evaluate";
import type { Json } from "../../scripts/checks/terraform-json";
import { clusterVariables } from "../../src/variables/cluster";
import { FakeNetwork, synthResources, synthStack } from "../support/synth";

const FOUND = "data.aws_eks_cluster.cluster";

function lookUp(stack: TerraformStack, props: Partial<ClusterLookup> = {}): ICluster {
  return Cluster.fromLookup(stack, "Cluster", {
    clusterName: "theirs",
    network: new FakeNetwork(stack, "Network"),
    partition: "aws-us-gov",
    identity: "irsa",
    nodes: "nodeGroup",
    nodeInstanceType: "c6a.4xlarge",
    nodeCount: 3,
    ...props,
  });
}

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

/** Text of each task, by its sentence. */
function tasks(props: Partial<ClusterLookup> = {}): Map<string, string | undefined> {
  const left: [string, string | undefined][] = [];
  synthStack((stack) => {
    const name = new TerraformVariable(stack, "cluster_name", { type: "string" }).stringValue;
    const cluster = lookUp(stack, { clusterName: name, ...props });
    left.push(...tasksOf(cluster).map(({ what, text }) => [what, text] as [string, string | undefined]));
  });
  return new Map(left);
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
      'cluster_name is "theirs" with Kubernetes 1.30, expected 1.31 or later; upgrade it, one minor version at a time.',
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
    const versions = ["0.35", "1.4", "1.9", "1.30", "1.31", "1.39", "1.40", "1.99"];
    const admitted = versions.filter((version) => faults({ "self.version": version }).length === 0);
    expect(admitted).toEqual(["1.31", "1.39", "1.40", "1.99"]);
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

describe("what an existing cluster leaves to the user", () => {
  const NAME = "${var.cluster_name}";
  const access = `The role that applies must administer the cluster ${NAME}, and the role that plans, when it is another one, must read all of it. With your own ARNs for the capitals`;
  const room = (how: string) =>
    `Room for Package Manager in the cluster ${NAME}: 3 nodes with x86_64 processors, of the type c6a.4xlarge or larger, in two or more zones, ${how}`;
  const group = `Nodes and pods of the cluster ${NAME} must carry its own security group, or the one that node_security_group_id names: the rules of database and load balancer are about that one`;
  const policies = `The cluster ${NAME} must enforce network policies, or Package Manager's has no effect`;
  const issuer = `IAM must have an OIDC provider for the issuer of the cluster ${NAME}, with the audience sts.amazonaws.com`;
  const agent = `The agent of EKS Pod Identity must run in the cluster ${NAME}`;
  const moved = "; pods may be moved one at a time, so nothing has to keep them from it";

  test.each<[string, Partial<ClusterLookup>, string[]]>([
    ["irsa on node groups", {}, [access, room("must be in its node groups"), group, policies, issuer]],
    [
      "podIdentity with Karpenter",
      { identity: "podIdentity", nodes: "karpenter" },
      [access, room(`must come out of a NodePool of Karpenter${moved}`), group, policies, agent],
    ],
    [
      "podIdentity with Auto Mode",
      { identity: "podIdentity", nodes: "autoMode" },
      [
        access,
        room(`must come out of a NodePool of Auto Mode, as of its own general-purpose${moved}`),
        group,
        policies,
      ],
    ],
  ])("%s", (_, props, expected) => {
    expect([...tasks(props).keys()]).toEqual(expected);
  });

  test("gives the commands of access, by partition", () => {
    const arn = "arn:aws-us-gov:eks::aws:cluster-access-policy";
    expect(tasks().get(access)?.split("\n")).toEqual([
      `aws eks create-access-entry --cluster-name ${NAME} --principal-arn APPLY_ROLE_ARN`,
      `aws eks associate-access-policy --cluster-name ${NAME} --principal-arn APPLY_ROLE_ARN --access-scope type=cluster --policy-arn ${arn}/AmazonEKSClusterAdminPolicy`,
      `aws eks create-access-entry --cluster-name ${NAME} --principal-arn PLAN_ROLE_ARN`,
      `aws eks associate-access-policy --cluster-name ${NAME} --principal-arn PLAN_ROLE_ARN --access-scope type=cluster --policy-arn ${arn}/AmazonEKSAdminViewPolicy`,
    ]);
  });

  test("gives the commands of identity", () => {
    expect(tasks().get(issuer)?.split("\n")).toEqual([
      `ISSUER=$(aws eks describe-cluster --name ${NAME} --query cluster.identity.oidc.issuer --output text)`,
      'aws iam create-open-id-connect-provider --url "$ISSUER" --client-id-list sts.amazonaws.com',
    ]);
    expect(tasks({ identity: "podIdentity" }).get(agent)).toBe(
      `aws eks create-addon --cluster-name ${NAME} --addon-name eks-pod-identity-agent`,
    );
  });

  test("gives the setting of network policies, which Auto Mode has elsewhere", () => {
    expect(tasks().get(policies)).toContain(
      `aws eks update-addon --cluster-name ${NAME} --addon-name vpc-cni --resolve-conflicts PRESERVE --configuration-values '{"enableNetworkPolicy":"true"}'`,
    );
    expect(tasks({ nodes: "autoMode" }).get(policies)).toBe(
      "kubectl create configmap amazon-vpc-cni --namespace kube-system --from-literal enable-network-policy-controller=true",
    );
  });

  test("says what a NodePool must admit, and how to stay away from arm64", () => {
    const selector = "nodeSelector:\n      kubernetes.io/arch: amd64";
    const nodeGroups = tasks().get(room("must be in its node groups"));
    expect(nodeGroups).toContain(selector);
    expect(nodeGroups).not.toContain("requirements");
    const karpenter = tasks({ nodes: "karpenter" }).get(room(`must come out of a NodePool of Karpenter${moved}`));
    expect(karpenter).toContain(selector);
    expect(karpenter).toContain('- { key: node.kubernetes.io/instance-type, operator: In, values: ["c6a.4xlarge"] }');
  });
});
