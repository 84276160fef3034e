import type { TerraformStack } from "cdktf";
import { Bucket, type BucketProps } from "../../modules/bucket";
import { FakeGrantee, FakeKey, synthStack } from "../support/synth";

function bucket(stack: TerraformStack, props: Partial<BucketProps> = {}): Bucket {
  return new Bucket(stack, "Bucket", {
    bucketName: "ppm-packages",
    encryption: { mode: "kms", key: new FakeKey(stack, "Key") },
    ...props,
  });
}

describe("Bucket grants", () => {
  test("grantReadWrite gives exactly the actions of Package Manager on this bucket and its key", () => {
    let grants: FakeGrantee["grants"] = [];
    synthStack((stack) => {
      const role = new FakeGrantee(stack, "Role");
      Bucket.fromAttributes(stack, "Bucket", {
        bucketName: "b",
        bucketArn: "arn:aws:s3:::b",
        encryptionKey: new FakeKey(stack, "Key"),
      }).grantReadWrite("Packages", role);
      grants = role.grants;
    });

    expect(grants).toEqual([
      {
        id: "Packages",
        statements: [
          {
            sid: "ReadWriteObjects",
            actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
            resources: ["arn:aws:s3:::b/*"],
          },
          { sid: "ReadBucket", actions: ["s3:ListBucket", "s3:GetBucketLocation"], resources: ["arn:aws:s3:::b"] },
        ],
      },
      {
        id: "PackagesKey",
        statements: [
          {
            sid: "UseKey",
            actions: ["kms:GenerateDataKey", "kms:Decrypt"],
            resources: ["arn:aws:kms:eu-central-1:111122223333:key/k"],
          },
        ],
      },
    ]);
  });

  test("grants its own key when it has one", () => {
    const ids = (props: Partial<BucketProps>) => {
      let role: FakeGrantee | undefined;
      synthStack((stack) => bucket(stack, props).grantReadWrite("Packages", (role = new FakeGrantee(stack, "Role"))));
      return role?.grants.map((grant) => grant.id);
    };
    expect(ids({})).toEqual(["Packages", "PackagesKey"]);
    expect(ids({ encryption: { mode: "s3" } })).toEqual(["Packages"]);
  });

  test("fromAttributes creates nothing and still takes grants", () => {
    const json = synthStack((stack) => {
      const existing = Bucket.fromAttributes(stack, "Bucket", { bucketName: "b", bucketArn: "arn:aws:s3:::b" });
      const role = new FakeGrantee(stack, "Role");
      existing.grantReadWrite("Packages", role);
      expect(existing.bucketName).toBe("b");
      expect(role.grants.map((grant) => grant.id)).toEqual(["Packages"]);
    });
    expect(json.resource).toBeUndefined();
    expect(json.data).toBeUndefined();
  });
});
