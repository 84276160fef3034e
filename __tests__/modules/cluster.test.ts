import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformOutput, TerraformVariable } from "cdktf";
import { Cluster } from "../../modules/cluster";
import { cluster, clusterResources, clusterStack } from "../support/cluster";
import { synthStack, warningsOf } from "../support/synth";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/k";
const ISSUER = '${replace(aws_iam_openid_connect_provider.cluster_oidc_provider.url, "/^https?:///", "")}';

describe("Cluster", () => {
  test("is private, encrypted and logged, and gives nobody access for having created it", () => {
    const resources = clusterResources();
    expect(resources(EksCluster)).toEqual([
      {
        name: "ppm",
        lifecycle: {
          ignore_changes: [
            "access_config[0].bootstrap_cluster_creator_admin_permissions",
            "bootstrap_self_managed_addons",
          ],
        },
        version: "1.35",
        role_arn: "${aws_iam_role.cluster_role.arn}",
        upgrade_policy: { support_type: "STANDARD" },
        vpc_config: {
          subnet_ids: ["subnet-private-1", "subnet-private-2"],
          endpoint_private_access: true,
          endpoint_public_access: false,
        },
        access_config: { authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: false },
        bootstrap_self_managed_addons: false,
        encryption_config: { resources: ["secrets"], provider: { key_arn: KEY } },
        enabled_cluster_log_types: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
        depends_on: [
          "aws_iam_role_policy_attachment.cluster_role_control_plane",
          "aws_cloudwatch_log_group.cluster_log_group",
        ],
      },
    ]);
    expect(resources(CloudwatchLogGroup)).toEqual([
      { name: "/aws/eks/ppm/cluster", kms_key_id: KEY, retention_in_days: 90 },
    ]);
    expect(warningsOf((stack) => cluster(stack))).toEqual([]);
  });

  test("has a public endpoint for the listed CIDRs only, beside the private one, and warns", () => {
    const props = { publicAccessCidrs: ["203.0.113.0/24"] };
    expect(clusterResources(props)(EksCluster)).toEqual([
      expect.objectContaining({
        vpc_config: {
          subnet_ids: ["subnet-private-1", "subnet-private-2"],
          endpoint_private_access: true,
          endpoint_public_access: true,
          public_access_cidrs: ["203.0.113.0/24"],
        },
      }),
    ]);
    expect(warningsOf((stack) => cluster(stack, props))).toEqual([
      "the Kubernetes API has a public endpoint: anyone at the listed CIDRs can try stolen credentials; `private` needs a runner that reaches the VPC",
    ]);
  });

  const LIST = "list the addresses that your runners and administrators come from";
  test.each([
    [["203.0.113.0/24", "0.0.0.0/0"], '"0.0.0.0/0", expected an IPv4 CIDR from /8 to /32'],
    [["::/0"], '"::/0", expected an IPv4 CIDR from /8 to /32'],
    [["64.0.0.0/7"], '"64.0.0.0/7", expected an IPv4 CIDR from /8 to /32'],
    [["203.0.113.1/33"], '"203.0.113.1/33", expected an IPv4 CIDR from /8 to /32'],
    [["203.0.113.1"], '"203.0.113.1", expected an IPv4 CIDR from /8 to /32'],
    [[], "[], expected at least one IPv4 CIDR"],
  ])("rejects publicAccessCidrs %j", (publicAccessCidrs, problem) => {
    expect(() => clusterStack({ publicAccessCidrs })).toThrow(
      `test/Cluster: \`publicAccessCidrs\` is ${problem}; ${LIST}`,
    );
  });

  test("takes publicAccessCidrs from /8 to /32, and tokens", () => {
    expect(() => clusterStack({ publicAccessCidrs: ["8.0.0.0/8", "203.0.113.1/32"] })).not.toThrow();
    expect(() =>
      synthStack((stack) => {
        const one = new TerraformVariable(stack, "cidr", { type: "string" });
        cluster(stack, { publicAccessCidrs: [one.stringValue] });
      }),
    ).not.toThrow();
    const json = synthStack((stack) => {
      const list = new TerraformVariable(stack, "cidrs", { type: "list(string)" });
      cluster(stack, { publicAccessCidrs: list.listValue });
    });
    expect(json.resource?.aws_eks_cluster?.cluster).toMatchObject({
      vpc_config: { public_access_cidrs: "${var.cidrs}" },
    });
  });

  test("lets hosts outside reach the private endpoint when they are listed", () => {
    expect(clusterResources()(VpcSecurityGroupIngressRule)).toEqual([]);
    expect(clusterResources({ privateAccessCidrs: ["10.0.0.0/16"] })(VpcSecurityGroupIngressRule)).toEqual([
      {
        for_each: '${toset(["10.0.0.0/16"])}',
        security_group_id: "${aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id}",
        cidr_ipv4: "${each.value}",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        description: "Kubernetes API",
      },
    ]);
  });

  test("has a role for the control plane, the nodes and the network plugin, with AWS managed policies only", () => {
    const settings = {
      partition: "aws-us-gov",
      permissionsBoundaryArn: "arn:aws-us-gov:iam::111122223333:policy/b",
      iamPath: "/ppm/",
    };
    const resources = clusterResources(settings);
    const common = { path: "/ppm/", permissions_boundary: settings.permissionsBoundaryArn };
    const trust = (id: string) => ({ assume_role_policy: `\${data.aws_iam_policy_document.${id}_trust.json}` });
    const beside = (name: string) =>
      `\${"/ppm/" == "/" ? "${name}" : join("-", ["${name}", substr(sha256("/ppm/"), 0, 6)])}`;
    expect(resources(IamRole)).toEqual([
      { name: beside("ppm-node"), ...common, ...trust("cluster_node_group_role") },
      // Another role would replace the cluster.
      {
        name: "ppm-control-plane",
        ...common,
        ...trust("cluster_role"),
        lifecycle: { ignore_changes: ["path"] },
      },
      { name: beside("ppm-vpc-cni"), ...common, ...trust("cluster_vpc_cni_role") },
    ]);
    const attached = resources(IamRolePolicyAttachment).map((a) => `${String(a.role)} ${String(a.policy_arn)}`);
    expect(attached).toEqual([
      "${aws_iam_role.cluster_node_group_role.id} arn:aws-us-gov:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "${aws_iam_role.cluster_node_group_role.id} arn:aws-us-gov:iam::aws:policy/AmazonSSMManagedInstanceCore",
      "${aws_iam_role.cluster_node_group_role.id} arn:aws-us-gov:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "${aws_iam_role.cluster_role.id} arn:aws-us-gov:iam::aws:policy/AmazonEKSClusterPolicy",
      "${aws_iam_role.cluster_vpc_cni_role.id} arn:aws-us-gov:iam::aws:policy/AmazonEKS_CNI_Policy",
    ]);
  });

  test("trusts EKS, EC2, and one service account through its OIDC provider", () => {
    const resources = clusterResources();
    const trusted = resources(DataAwsIamPolicyDocument).map((d) => (d.statement as Record<string, unknown>[])[0]);
    expect(trusted).toEqual([
      expect.objectContaining({
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
      }),
      expect.objectContaining({
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["eks.amazonaws.com"] }],
      }),
      expect.objectContaining({
        actions: ["sts:AssumeRoleWithWebIdentity"],
        condition: [
          { test: "StringEquals", variable: `${ISSUER}:aud`, values: ["sts.amazonaws.com"] },
          { test: "StringEquals", variable: `${ISSUER}:sub`, values: ["system:serviceaccount:kube-system:aws-node"] },
        ],
      }),
    ]);
    expect(resources(IamOpenidConnectProvider)).toEqual([
      {
        url: 'https://${replace(aws_eks_cluster.cluster.identity[0].oidc[0].issuer, "/^https?:///", "")}',
        client_id_list: ["sts.amazonaws.com"],
      },
    ]);
  });

  test("trusts China's EC2 under its own name", () => {
    const documents = clusterResources({ dnsSuffix: "amazonaws.com.cn" })(DataAwsIamPolicyDocument);
    const services = documents
      .flatMap((d) => d.statement as { principals: { type: string; identifiers: string[] }[] }[])
      .flatMap((s) => s.principals.filter(({ type }) => type === "Service"))
      .flatMap(({ identifiers }) => identifiers);
    expect(services).toEqual(["ec2.amazonaws.com.cn", "eks.amazonaws.com"]);
  });

  const NAME_RULE = (most: number) =>
    `expected 1 to ${most} letters, digits, - or _, starting with a letter or digit; shorten it or take the other characters out`;
  test.each([
    ["clusterName", 100],
    ["roleNamePrefix", 49],
    ["nodeGroupNamePrefix", 37],
  ] as const)("checks %s, up to %i characters", (prop, most) => {
    expect(() => clusterStack({ [prop]: "a".repeat(most) })).not.toThrow();
    for (const bad of ["", "-a", "a b", "a".repeat(most + 1)]) {
      expect(() => clusterStack({ [prop]: bad })).toThrow(
        `test/Cluster: \`${prop}\` is ${JSON.stringify(bad)}, ${NAME_RULE(most)}`,
      );
    }
  });

  test("refers to an existing cluster without defining anything", () => {
    const attrs = {
      clusterName: "theirs",
      endpoint: "https://eks.example.com",
      certificateAuthority: "Q0E=",
      workloadIdentity: { mode: "podIdentity", clusterName: "theirs" },
      nodes: { count: 3, cpuMillicores: 16000, memoryMib: 32768, autoscalingGroupName: "asg" },
      securityGroupId: "sg-theirs",
    } as const;
    const json = synthStack((stack) => {
      expect(Cluster.fromAttributes(stack, "Cluster", attrs)).toMatchObject(attrs);
    });
    expect([json.resource, json.data]).toEqual([undefined, undefined]);
  });

  test("hands out what the Kubernetes providers and other parts need", () => {
    const json = synthStack((stack) => {
      const { endpoint, certificateAuthority, securityGroupId, workloadIdentity } = cluster(stack);
      const out = { endpoint, certificateAuthority, securityGroupId, workloadIdentity };
      new TerraformOutput(stack, "all", { value: out });
    }) as { output?: unknown };
    expect(json.output).toEqual({
      all: {
        value: {
          endpoint: "${aws_eks_cluster.cluster.endpoint}",
          certificateAuthority: "${aws_eks_cluster.cluster.certificate_authority[0].data}",
          securityGroupId: "${aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id}",
          workloadIdentity: {
            mode: "irsa",
            oidcProvider: { arn: "${aws_iam_openid_connect_provider.cluster_oidc_provider.arn}", issuer: ISSUER },
          },
        },
      },
    });
  });
});
