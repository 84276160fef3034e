import { shape, shapeNames } from "../../../scripts/checks/shapes";
import type { Stacks } from "../../../src/inspect/terraform-json";
import { Model } from "../../../src/report/model";
import { protectionsOf } from "../../../src/report/protections";
import { secretsOf, secretsReadOf } from "../../../src/report/secrets";
import { body, changed, set } from "../../support/report";

describe("secrets", () => {
  test.each(shapeNames)("none of %s is in plan or state", (name) => {
    expect(secretsOf(new Model(shape(name))).filter(({ isWriteOnly }) => !isWriteOnly)).toEqual([]);
  });

  test("each with its store and where its value is from", () => {
    const secrets = secretsOf(new Model(shape("reference")));
    expect(secrets.map(({ store, what, source }) => [store, what, source])).toContainEqual([
      "AWS Secrets Manager",
      "Package Manager's license file",
      "var.license",
    ]);
    expect(secrets.filter(({ store }) => store === "Kubernetes Secret").map(({ what }) => what)).toEqual([
      "database-password, ppm-encryption-key-user",
      "password",
      "license.lic",
    ]);
  });

  test("one by an ordinary argument is in the state", () => {
    const stored = changed("reference", (stacks) => {
      body(stacks, "application", "kubernetes_secret_v1.package_manager_secrets").data = { password: "${var.name}" };
    });
    expect(secretsOf(new Model(stored)).filter(({ isWriteOnly }) => !isWriteOnly)).toEqual([
      {
        stack: "application",
        address: "kubernetes_secret_v1.package_manager_secrets",
        store: "Kubernetes Secret",
        what: "password",
        source: "var.name",
        isWriteOnly: false,
      },
    ]);
  });

  test("those that exist are only read", () => {
    expect(secretsReadOf(new Model(shape("reference")))).toEqual([]);
    expect(secretsReadOf(new Model(shape("application-only"))).map(({ secret }) => secret)).toContain(
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:encryption-key-AbCdEf",
    );
  });
});

describe("protections", () => {
  const of = (address: string, change: (stacks: Stacks) => unknown = () => undefined) =>
    protectionsOf(new Model(changed("reference", change))).find((one) => one.address === address);
  const database = "aws_db_instance.database";

  test("by Terraform, by AWS, and how a loss is undone", () => {
    expect(of(database)).toEqual({
      stack: "infrastructure",
      address: database,
      byTerraform: true,
      byAws: "deletion protection",
      undo: "backups of 14 days, final snapshot",
    });
    expect(of("aws_s3_bucket.bucket")).toEqual(
      expect.objectContaining({ byTerraform: true, byAws: "only when empty", undo: "old versions kept 30 days" }),
    );
    expect(of("aws_subnet.network_zone_1_public_subnet")).toBeUndefined();
  });

  test("what is turned off is not claimed", () => {
    const change = set(database, { deletion_protection: false, skip_final_snapshot: true, lifecycle: {} });
    expect(of(database, change)).toEqual({
      stack: "infrastructure",
      address: database,
      byTerraform: false,
      undo: "backups of 14 days, no final snapshot",
    });
    expect(of("aws_s3_bucket.bucket", set("aws_s3_bucket.bucket", { force_destroy: true }))?.byAws).toBeUndefined();
    const versioning = set("aws_s3_bucket_versioning.bucket_versioning", { versioning_configuration: {} });
    expect(of("aws_s3_bucket.bucket", versioning)?.undo).toBeUndefined();
  });

  test("anything else that Terraform refuses to destroy is listed too", () => {
    const subnet = "aws_subnet.network_zone_1_public_subnet";
    expect(of(subnet, set(subnet, { lifecycle: { prevent_destroy: true } }))?.byTerraform).toBe(true);
  });
});
