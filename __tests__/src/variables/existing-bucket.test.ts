import { evaluateTemplate } from "../../../src/inspect/evaluate";
import { existingBucketVariables } from "../../../src/variables/existing-bucket";

const { bucketName, bucketPrefix } = existingBucketVariables.variables;
const takes = ({ rules }: typeof bucketName | typeof bucketPrefix, value: string) =>
  rules.every(({ condition }) => evaluateTemplate(`\${${condition}}`, () => value) === true);

describe("variables of an existing bucket", () => {
  test.each(["abc", "my.bucket-1", bucketName.example, "a".repeat(63)])("bucketName takes %p", (name) => {
    expect(takes(bucketName, name)).toBe(true);
  });

  test.each(["", "ab", "a".repeat(64), "Abc", "s3://abc", "abc/x", "-abc", "abc-"])("bucketName refuses %p", (name) => {
    expect(takes(bucketName, name)).toBe(false);
  });

  test.each([bucketPrefix.default, bucketPrefix.example, "a/", "team=data/p.m_1/"])(
    "bucketPrefix takes %p",
    (prefix) => {
      expect(takes(bucketPrefix, prefix)).toBe(true);
    },
  );

  test.each(["a", "/a/", "/", "a//", "a/b", "a*/", "a b/", "${aws:username}/", "a;b/"])(
    "bucketPrefix refuses %p",
    (prefix) => {
      expect(takes(bucketPrefix, prefix)).toBe(false);
    },
  );

  test("all of the bucket is used unless someone says so", () => {
    expect(bucketPrefix.default).toBe("");
    expect(existingBucketVariables.when).toBe("bucket.mode: existing");
  });
});
