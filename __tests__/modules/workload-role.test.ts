import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { WorkloadRole, type WorkloadRoleProps } from "../../modules/workload-role";
import { evaluateTemplate } from "../../src/inspect/evaluate";
import { synthResources, synthStack } from "../support/synth";

const ISSUER = "oidc.eks.eu-central-1.amazonaws.com/id/E";
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
const DOCUMENT = "data.aws_iam_policy_document.role";

function role(stack: TerraformStack, props: Partial<WorkloadRoleProps> = {}): WorkloadRole {
  return new WorkloadRole(stack, "Role", {
    name: "ppm-package-manager",
    identity: { mode: "irsa", oidcProvider: { arn: PROVIDER, issuer: ISSUER } },
    namespace: "posit",
    serviceAccountName: "rstudio-pm",
    ...props,
  });
}

const READ = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] };
const LIST = { sid: "List", actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::b"] };

describe("WorkloadRole", () => {
  test("trusts one service account of one cluster, and may do nothing", () => {
    const resources = synthResources((stack) => role(stack));
    expect(resources(IamRole)).toEqual([
      { name: "ppm-package-manager", assume_role_policy: `\${${DOCUMENT}_trust.json}` },
    ]);
    expect(resources(DataAwsIamPolicyDocument)).toEqual([
      {
        statement: [
          {
            sid: "ServiceAccount",
            effect: "Allow",
            actions: ["sts:AssumeRoleWithWebIdentity"],
            resources: [],
            principals: [{ type: "Federated", identifiers: [PROVIDER] }],
            condition: [
              { test: "StringEquals", variable: `${ISSUER}:aud`, values: ["sts.amazonaws.com"] },
              { test: "StringEquals", variable: `${ISSUER}:sub`, values: ["system:serviceaccount:posit:rstudio-pm"] },
            ],
          },
        ],
      },
    ]);
    expect([...resources(IamRolePolicy), ...resources(EksPodIdentityAssociation)]).toEqual([]);
  });

  test("is associated with its service account under Pod Identity", () => {
    const resources = synthResources((stack) => role(stack, { identity: { mode: "podIdentity", clusterName: "ppm" } }));
    expect(resources(EksPodIdentityAssociation)).toEqual([
      {
        cluster_name: "ppm",
        namespace: "posit",
        service_account: "rstudio-pm",
        role_arn: "${aws_iam_role.role.arn}",
      },
    ]);
    const equals = (tag: string, value: string) => ({
      test: "StringEquals",
      variable: `aws:RequestTag/${tag}`,
      values: [value],
    });
    expect(resources(DataAwsIamPolicyDocument)).toEqual([
      {
        statement: [
          expect.objectContaining({
            actions: ["sts:AssumeRole", "sts:TagSession"],
            principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
            condition: [
              equals("eks-cluster-name", "ppm"),
              equals("kubernetes-namespace", "posit"),
              equals("kubernetes-service-account", "rstudio-pm"),
            ],
          }),
        ],
      },
    ]);
  });

  test("takes a boundary and a path", () => {
    const props = { permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/b", iamPath: "/ppm/" };
    expect(synthResources((stack) => role(stack, props))(IamRole)).toEqual([
      expect.objectContaining({ permissions_boundary: props.permissionsBoundaryArn, path: "/ppm/" }),
    ]);
  });

  test("gets exactly the granted statements, one inline policy a grant", () => {
    const json = synthStack((stack) => {
      const granted = role(stack);
      granted.grant("Bucket", [READ]);
      granted.grant("Listing", [LIST]);
    });
    const precondition = [
      {
        condition: `\${((length(jsonencode(jsondecode(${DOCUMENT}_bucket_document.json))) + length(jsonencode(jsondecode(${DOCUMENT}_listing_document.json)))) <= 10240)}`,
        error_message: "test/Role: inline policies exceed 10240 characters, which IAM allows a role; grant less.",
      },
    ];
    const policy = (name: string) => ({
      name,
      role: "${aws_iam_role.role.id}",
      policy: `\${${DOCUMENT}_${name.toLowerCase()}_document.json}`,
      lifecycle: { precondition },
    });
    expect(json.resource?.aws_iam_role_policy).toEqual({
      role_bucket: policy("Bucket"),
      role_listing: policy("Listing"),
    });
    expect(json.data?.aws_iam_policy_document).toMatchObject({
      role_bucket_document: { statement: [{ ...READ, effect: "Allow" }] },
      role_listing_document: { statement: [{ ...LIST, effect: "Allow" }] },
    });
  });

  test.each([
    [10_240, true],
    [10_241, false],
  ])("may have %i characters of policies: %p", (characters, fits) => {
    const [policy] = synthResources((stack) => role(stack).grant("Bucket", [READ]))(IamRolePolicy);
    const { precondition } = policy?.lifecycle as { precondition: { condition: string }[] };
    const measured = precondition[0]?.condition.replace(/jsonencode\(jsondecode\(.*?\)\)/, "var.minified") ?? "";
    expect(evaluateTemplate(measured, () => "x".repeat(characters))).toBe(fits);
  });

  const NAME = "expected 1 to 64 letters, digits or _+=,.@-; shorten it or take the other characters out";
  const LABEL =
    "expected 1 to 63 lower-case letters, digits or hyphens, not at either end; use the name that the Kubernetes object has";
  test.each([
    ["name", "", NAME],
    ["name", "a b", NAME],
    ["name", "a".repeat(65), NAME],
    ["namespace", "Posit", LABEL],
    ["namespace", "a".repeat(64), LABEL],
    ["serviceAccountName", "", LABEL],
    ["serviceAccountName", "a-", LABEL],
    // A wildcard would be a plain character in the trust, and the role useless.
    ["serviceAccountName", "*", LABEL],
  ])("rejects %s %j", (prop, value, rule) => {
    expect(() => synthStack((stack) => role(stack, { [prop]: value }))).toThrow(
      `test/Role: \`${prop}\` is ${JSON.stringify(value)}, ${rule}`,
    );
  });

  test("takes the longest names, and tokens", () => {
    const longest = { name: "a".repeat(64), namespace: "a".repeat(63), serviceAccountName: "a".repeat(63) };
    expect(() => synthStack((stack) => role(stack, longest))).not.toThrow();
    const resources = synthResources((stack) => {
      const v = new TerraformVariable(stack, "v", { type: "string" }).stringValue;
      role(stack, { name: `${v}-package-manager`, namespace: v, serviceAccountName: v });
    });
    expect(resources(IamRole)).toEqual([expect.objectContaining({ name: "${var.v}-package-manager" })]);
  });
});
