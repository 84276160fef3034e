import { notAllowed } from "../../e2e/deployer";
import { iamAction } from "../../e2e/iam-action";

const call = (service: string, action: string, request = "") => ({ service, action, request });

test.each([
  [call("ec2", "CreateVpc"), "ec2:CreateVpc"],
  [call("monitoring", "PutMetricAlarm"), "cloudwatch:PutMetricAlarm"],
  [call("eks", "POST /clusters/ppm/node-groups/ppm-nodes/update-config"), "eks:UpdateNodegroupConfig"],
  [call("eks", "GET /addons/supported-versions"), "eks:DescribeAddonVersions"],
  [call("route53", "GET /2013-04-01/tags/hostedzone/Z1"), "route53:ListTagsForResource"],
  [call("s3", "HEAD /ppm-packages", "/ppm-packages"), "s3:ListBucket"],
  [call("s3", "PUT /ppm-packages", "/ppm-packages?publicAccessBlock"), "s3:PutBucketPublicAccessBlock"],
  [call("s3", "DELETE /ppm-packages", "/ppm-packages?policy"), "s3:DeleteBucketPolicy"],
  [call("s3", "DELETE /ppm-packages", "/ppm-packages?lifecycle"), "s3:PutLifecycleConfiguration"],
  [call("s3", "GET /states/a.tfstate", "/states/a.tfstate"), "s3:GetObject"],
  [call("eks", "POST /new-thing"), "eks:POST /new-thing"],
])("%j is allowed by %s", (request, action) => {
  expect(iamAction(request)).toBe(action);
});

test("names each call that the policy of its phase does not allow, once", () => {
  const made = (action: string, command: string) => ({
    ...call("ec2", action),
    status: 200,
    response: "",
    stack: "s",
    command,
  });
  const allowed = { plan: new Set(["ec2:DescribeVpcs"]), apply: new Set(["ec2:DescribeVpcs", "ec2:CreateVpc"]) };
  const calls = [
    ...[made("DescribeVpcs", "plan"), made("CreateVpc", "plan"), made("CreateVpc", "apply")],
    ...[made("DeleteVpc", "destroy"), made("DeleteVpc", "destroy")],
  ];
  expect(notAllowed(calls, allowed)).toEqual(["apply may not ec2:DeleteVpc", "plan may not ec2:CreateVpc"]);
});
