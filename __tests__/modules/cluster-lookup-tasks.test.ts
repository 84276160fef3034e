import { TerraformVariable } from "cdktf";
import type { ClusterLookup } from "../../modules/cluster";
import { tasksOf } from "../../modules/core";
import { lookUp } from "../support/cluster-lookup";
import { synthStack } from "../support/synth";

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
