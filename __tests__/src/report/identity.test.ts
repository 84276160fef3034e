import { shape } from "../../../scripts/checks/shapes";
import { accessOf, resourcePoliciesOf, rolesOf } from "../../../src/report/identity";
import { Model } from "../../../src/report/model";
import { changed } from "../../support/report";

const reference = new Model(shape("reference"));

test("a role: who may assume it under which conditions, and what it may do", () => {
  const role = rolesOf(reference).find(({ name }) => name === "ppm-package-manager");
  expect(role).toEqual({
    stack: "infrastructure",
    address: "aws_iam_role.package_manager_role",
    name: "ppm-package-manager",
    trust: [
      {
        effect: "Allow",
        principals: ["${aws_iam_openid_connect_provider.cluster_oidc_provider}"],
        actions: ["sts:AssumeRoleWithWebIdentity"],
        resources: [],
        conditions: [
          "aud StringEquals sts.amazonaws.com",
          "sub StringEquals system:serviceaccount:package-manager:rstudio-pm",
        ],
      },
    ],
    managedPolicies: [],
    allows: [
      expect.objectContaining({
        actions: expect.arrayContaining(["s3:PutObject"]),
        resources: ["${aws_s3_bucket.bucket}/*"],
      }),
      expect.objectContaining({ actions: ["s3:ListBucket", "s3:GetBucketLocation"] }),
      expect.objectContaining({
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: ["${aws_kms_key.bucket_key}"],
      }),
    ],
    boundary: "arn:aws:iam::111122223333:policy/boundary",
  });
});

test("managed policies, also those of for_each", () => {
  const policies = (name: string, model: Model) => rolesOf(model).find((one) => one.name === name)?.managedPolicies;
  expect(policies("ppm-node", reference)).toEqual([
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonSSMManagedInstanceCore",
    "AmazonEKSWorkerNodePolicy",
  ]);
  expect(policies("terraform-ppm-cloud-apply", new Model(shape("terraform-cloud")))).toEqual(["PowerUserAccess"]);
});

test("a policy that anybody may use says so", () => {
  const wide = changed("reference", ({ infrastructure }) => {
    const document = infrastructure.data?.aws_iam_policy_document?.bucket_policy_document;
    Object.assign(document ?? {}, { statement: [{ actions: ["s3:*"], principals: [{ identifiers: ["*"] }] }] });
  });
  const policy = resourcePoliciesOf(new Model(wide)).find(
    ({ address }) => address === "aws_s3_bucket_policy.bucket_policy",
  );
  expect(policy?.statements).toEqual([
    { effect: "Allow", principals: ["anybody"], actions: ["s3:*"], resources: [], conditions: [] },
  ]);
});

test("who gets into the cluster, and which service account acts as which role", () => {
  expect(accessOf(reference).map(({ who, what }) => `${who}: ${what}`)).toEqual([
    "arn:aws:iam::111122223333:role/terraform-plan: AmazonEKSAdminViewPolicy on the cluster",
    "arn:aws:iam::111122223333:role/terraform-apply: AmazonEKSClusterAdminPolicy on the cluster",
    "service account of aws-load-balancer-controller: acts as ${aws_iam_role.load_balancer_controller_role}",
    "service account of rstudio-pm: acts as ${aws_iam_role.package_manager_role}",
  ]);
  expect(accessOf(new Model(shape("private")))).toContainEqual(
    expect.objectContaining({
      who: "service account package-manager/rstudio-pm",
      what: "acts as ${aws_iam_role.package_manager_role}",
    }),
  );
});
