import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { TerraformVariable } from "cdktf";
import type { ClusterProps } from "../../modules/cluster";
import { evaluateTemplate } from "../../src/inspect/evaluate";
import { APPLY, CLUSTER_NAME, cluster, clusterResources } from "../support/cluster";
import { synthStack } from "../support/synth";

const PLAN = "arn:aws:iam::111122223333:role/plan";
const OPS = "arn:aws:iam::111122223333:role/ops";
const [ADMIN, VIEW] = ["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminViewPolicy"];

/** The entries that Terraform makes, as ARN → policy. */
function entries(props: Partial<ClusterProps>): unknown {
  const [entry] = clusterResources(props)(EksAccessEntry);
  return evaluateTemplate(String(entry?.for_each), () => null);
}

describe("access entries of the cluster", () => {
  test("are one resource an ARN, in a policy of the whole cluster", () => {
    const resources = clusterResources();
    const [entry] = resources(EksAccessEntry);
    expect(resources(EksAccessEntry)).toEqual([
      { for_each: expect.any(String), cluster_name: CLUSTER_NAME, principal_arn: "${each.key}" },
    ]);
    expect(resources(EksAccessPolicyAssociation)).toEqual([
      {
        for_each: entry?.for_each,
        cluster_name: CLUSTER_NAME,
        principal_arn: "${aws_eks_access_entry.cluster_access_entry[each.key].principal_arn}",
        policy_arn: "arn:aws:eks::aws:cluster-access-policy/${each.value}",
        access_scope: { type: "cluster" },
      },
    ]);
  });

  test.each<[string, Partial<ClusterProps>, Record<string, string | undefined>]>([
    ["the apply role alone", {}, { [APPLY]: ADMIN }],
    ["everybody", { planRoleArn: PLAN, administratorRoleArns: [OPS] }, { [PLAN]: VIEW, [APPLY]: ADMIN, [OPS]: ADMIN }],
    [
      "one role for apply and plan, and an administrator given twice",
      { planRoleArn: APPLY, administratorRoleArns: [OPS, APPLY, OPS] },
      { [APPLY]: ADMIN, [OPS]: ADMIN },
    ],
  ])("are right for %s", (_, props, expected) => {
    expect(entries(props)).toEqual(expected);
  });

  test("take variables, and a plan role that is null", () => {
    const json = synthStack((stack) => {
      const variable = (name: string, type: string) => new TerraformVariable(stack, name, { type });
      cluster(stack, {
        applyRoleArn: variable("apply", "string").stringValue,
        planRoleArn: variable("plan", "string").stringValue,
        administratorRoleArns: variable("admins", "list(string)").listValue,
      });
    });
    const forEach = String(json.resource?.aws_eks_access_entry?.cluster_access_entry?.for_each);
    const values: Record<string, string | null | string[]> = { apply: APPLY, plan: null, admins: [OPS] };
    expect(evaluateTemplate(forEach, ([, name]) => values[String(name)] ?? null)).toEqual({
      [APPLY]: ADMIN,
      [OPS]: ADMIN,
    });
  });
});
