import { shape } from "../../../scripts/checks/shapes";
import { filledPlan, type PlanJson, policyText } from "../../../scripts/policy/plan-json";

const resource = (type: string, name: string, values: object) => ({
  address: `${type}.${name}`,
  mode: "managed",
  type,
  name,
  provider_name: "terraform.io/builtin/terraform",
  values: values as never,
});

function plan(type: string, name: string, values: object, unknown: object): PlanJson {
  const planned = resource(type, name, values);
  return {
    planned_values: { root_module: { resources: [planned] } },
    resource_changes: [{ ...planned, change: { after: { ...values }, after_unknown: unknown as never } }],
    configuration: { root_module: { resources: [{ address: planned.address, type, name }] } },
  };
}

test("a policy that waits for an ARN says all but that", () => {
  const example = shape("reference");
  const name = "package_manager_role_bucket";
  const filled = filledPlan(
    plan("aws_iam_role_policy", name, {}, { policy: true, id: true }),
    example,
    "infrastructure",
    example.stacks.infrastructure,
  );
  const text = String(filled.planned_values.root_module.resources?.[0]?.values.policy);
  const { Statement } = JSON.parse(text) as { Statement: { Sid: string; Resource: string[] }[] };
  expect(Statement.flatMap(({ Resource }) => Resource)).toEqual(
    expect.arrayContaining(["aws_s3_bucket-bucket-arn/*", "aws_s3_bucket-bucket-arn"]),
  );
  expect(filled.resource_changes?.[0]?.change).toEqual({ after: { policy: text }, after_unknown: { id: true } });
});

test("resources of Kubernetes are themselves again", () => {
  const example = shape("reference");
  const filled = filledPlan(
    plan(
      "terraform_data",
      "kubernetes_namespace_v1_package_manager_namespace",
      { input: { metadata: [{ name: "a" }] } },
      {},
    ),
    example,
    "application",
    example.stacks.application,
  );
  const address = "kubernetes_namespace_v1.package_manager_namespace";
  expect(filled.planned_values.root_module.resources).toEqual([
    expect.objectContaining({ address, values: { metadata: [{ name: "a" }] } }),
  ]);
  expect(filled.resource_changes).toEqual([
    expect.objectContaining({ address, type: "kubernetes_namespace_v1", name: "package_manager_namespace" }),
  ]);
});

test("policyText writes a document as AWS takes it", () => {
  const statement = {
    sid: "A",
    actions: ["s3:GetObject"],
    resources: ["${aws_s3_bucket.a.arn}/*"],
    principals: [{ type: "Service", identifiers: ["a.amazonaws.com"] }],
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["true"] }],
  };
  expect(JSON.parse(policyText({ statement: [statement] }))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "A",
        Effect: "Allow",
        Principal: { Service: ["a.amazonaws.com"] },
        Action: ["s3:GetObject"],
        Resource: ["aws_s3_bucket-a-arn/*"],
        Condition: { Bool: { "aws:SecureTransport": ["true"] } },
      },
    ],
  });
});
