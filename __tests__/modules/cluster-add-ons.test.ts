import { DataAwsEksAddonVersion } from "@cdktf/provider-aws/lib/data-aws-eks-addon-version";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { TerraformVariable } from "cdktf";
import { ADD_ON_VERSIONS, CLUSTER_NAME, cluster, clusterResources } from "../support/cluster";
import { synthStack } from "../support/synth";

const OVERWRITE = { resolve_conflicts_on_create: "OVERWRITE", resolve_conflicts_on_update: "OVERWRITE" };
const addOn = (id: string, name: string, version: string, more: object = {}) => ({
  cluster_name: CLUSTER_NAME,
  addon_name: name,
  addon_version: `\${coalesce("${version}", one(data.aws_eks_addon_version.cluster_${id}_newest[*].version))}`,
  ...OVERWRITE,
  ...more,
});
const afterNodes = { depends_on: ["aws_eks_node_group.cluster_node_group"] };
const cniPolicy = "aws_iam_role_policy_attachment.cluster_vpc_cni_role_network_interfaces";

describe("add-ons of the cluster", () => {
  test("are those that nodes need first, then those that need nodes", () => {
    const v = ADD_ON_VERSIONS;
    expect(clusterResources()(EksAddon)).toEqual([
      addOn("core_dns", "coredns", v.coreDns, afterNodes),
      addOn("kube_proxy", "kube-proxy", v.kubeProxy),
      addOn("metrics_server", "metrics-server", v.metricsServer, afterNodes),
      addOn("node_monitoring_agent", "eks-node-monitoring-agent", v.nodeMonitoringAgent, afterNodes),
      addOn("pod_identity_agent", "eks-pod-identity-agent", v.podIdentityAgent),
      addOn("vpc_cni", "vpc-cni", v.vpcCni, {
        configuration_values: '{"enableNetworkPolicy":"true"}',
        service_account_role_arn: "${aws_iam_role.cluster_vpc_cni_role.arn}",
        depends_on: [cniPolicy],
      }),
    ]);
  });

  test("look for the newest version only where none is given", () => {
    const json = synthStack((stack) => {
      const coreDns = new TerraformVariable(stack, "v", { type: "string" }).stringValue;
      cluster(stack, { addOnVersions: { ...ADD_ON_VERSIONS, coreDns } });
    });
    const newest = json.data?.[DataAwsEksAddonVersion.tfResourceType] ?? {};
    expect(Object.values(newest).map((d) => [d.addon_name, d.count])).toEqual([
      ["coredns", "${(var.v == null) ? 1 : 0}"],
      ["kube-proxy", '${("v1.35.0-eksbuild.1" == null) ? 1 : 0}'],
      ["metrics-server", '${("v0.8.0-eksbuild.1" == null) ? 1 : 0}'],
      ["eks-node-monitoring-agent", '${("v1.4.0-eksbuild.1" == null) ? 1 : 0}'],
      ["eks-pod-identity-agent", '${("v1.3.8-eksbuild.1" == null) ? 1 : 0}'],
      ["vpc-cni", '${("v1.20.1-eksbuild.1" == null) ? 1 : 0}'],
    ]);
    expect(newest.cluster_core_dns_newest).toMatchObject({ kubernetes_version: "1.35", most_recent: true });
    expect(json.resource?.aws_eks_addon?.cluster_core_dns?.addon_version).toBe(
      "${coalesce(var.v, one(data.aws_eks_addon_version.cluster_core_dns_newest[*].version))}",
    );
  });

  test("get their permissions by Pod Identity, without an OIDC provider, when asked", () => {
    const resources = clusterResources({ identity: "podIdentity" });
    expect(resources(IamOpenidConnectProvider)).toEqual([]);
    expect(resources(EksPodIdentityAssociation)).toEqual([
      {
        cluster_name: CLUSTER_NAME,
        namespace: "kube-system",
        service_account: "aws-node",
        role_arn: "${aws_iam_role.cluster_vpc_cni_role.arn}",
      },
    ]);
    const cni = resources(EksAddon).find((a) => a.addon_name === "vpc-cni");
    expect(cni).not.toHaveProperty("service_account_role_arn");
    expect(cni).toMatchObject({
      depends_on: [cniPolicy, "aws_eks_pod_identity_association.cluster_vpc_cni_role_association"],
    });
    expect(resources(DataAwsIamPolicyDocument).map((d) => d.statement)).toContainEqual([
      {
        sid: "ServiceAccount",
        effect: "Allow",
        actions: ["sts:AssumeRole", "sts:TagSession"],
        resources: [],
        principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:RequestTag/eks-cluster-name", values: [CLUSTER_NAME] },
          { test: "StringEquals", variable: "aws:RequestTag/kubernetes-namespace", values: ["kube-system"] },
          { test: "StringEquals", variable: "aws:RequestTag/kubernetes-service-account", values: ["aws-node"] },
        ],
      },
    ]);
  });
});
