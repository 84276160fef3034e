import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../../src/app";
import { deploymentSchema } from "../../../src/config/schema";
import { synthesize } from "../../../src/terraform/synthesize";

const adopting = (adopt: Record<string, string>, name = "ppm") => deploymentSchema.parse({ name, adopt });

/** Builds without synthesizing. */
function build(...deployments: ReturnType<typeof adopting>[]): void {
  const outdir = mkdtempSync(join(tmpdir(), "adopt-test-"));
  try {
    buildApp(deployments, { outdir, localStateFolder: "." });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test("each resource gets an import block in the stack that defines it", () => {
  const deployment = adopting({
    "aws_s3_bucket.bucket": "my-bucket",
    'aws_eks_access_entry.cluster_access_entry["arn"]': "ppm:arn",
    "kubernetes_namespace_v1.package_manager_namespace": "package-manager",
  });
  const { files } = synthesize((outdir) => buildApp([deployment], { outdir, localStateFolder: "." }));
  const imports = (stack: string) =>
    (JSON.parse(files.get(`stacks/${stack}/cdk.tf.json`) ?? "{}") as { import?: unknown }).import;
  expect(imports("ppm-infrastructure")).toEqual([
    { id: "my-bucket", to: "aws_s3_bucket.bucket" },
    { id: "ppm:arn", to: 'aws_eks_access_entry.cluster_access_entry["arn"]' },
  ]);
  expect(imports("ppm-application")).toEqual([
    { id: "package-manager", to: "kubernetes_namespace_v1.package_manager_namespace" },
  ]);
});

test("addresses that no stack defines are refused, all at once", () => {
  expect(() => build(adopting({ "aws_s3_bucket.buckett": "a", "aws_iot_thing.x": "b" }))).toThrow(
    [
      "deployment ppm: 2 problems",
      "  adopt.aws_s3_bucket.buckett is no resource of this deployment, expected the address of one; did you mean aws_s3_bucket.bucket?",
      "  adopt.aws_iot_thing.x is no resource of this deployment, expected the address of one; take one from `terraform state list`, or from cdk.tf.json",
    ].join("\n"),
  );
});

test("a resource that two deployments adopt is refused; one of another type with the same id is not", () => {
  const one = adopting({ "aws_s3_bucket.bucket": "shared" }, "one");
  expect(() => build(one, adopting({ "aws_s3_bucket.access_logs": "shared" }, "two"))).toThrow(
    'deployments.two.adopt.aws_s3_bucket.access_logs is "shared", expected a resource that no other deployment has; deployments.one.adopt.aws_s3_bucket.bucket adopts it too, so remove one of the two',
  );
  expect(() => build(one, adopting({ "aws_lb.load_balancer": "shared" }, "two"))).not.toThrow();
});
