import { addressIn, inWords, pieces } from "../../../src/report/value";

describe("inWords", () => {
  test.each([
    [true, "yes"],
    [false, "no"],
    [3, "3"],
    [null, "none"],
    ["", "none"],
    [[], "none"],
    [["a", 1], "a, 1"],
    [{ a: 1, b: { c: true } }, "a = 1, b = { c = yes }"],
    ["${aws_kms_key.database_key.arn}", "${aws_kms_key.database_key}"],
    ["${aws_db_instance.database.address}", "${aws_db_instance.database.address}"],
    ["a-${data.aws_region.current.id}-b", "a-${data.aws_region.current}-b"],
    [
      '${coalesce(var.core_dns_version, one(data.aws_eks_addon_version.cluster_core_dns_newest[*].version), "")}',
      "${… data.aws_eks_addon_version.cluster_core_dns_newest …}",
    ],
  ])("%j is %s", (value, words) => {
    expect(inWords(value)).toBe(words);
  });
});

describe("pieces", () => {
  test("finds expressions with braces inside, and leaves escaped and unfinished ones as text", () => {
    expect(pieces('a${f({ b = "c" })}d')).toEqual([
      { text: "a", isExpression: false },
      { text: 'f({ b = "c" })', isExpression: true },
      { text: "d", isExpression: false },
    ]);
    expect(pieces("a$${b}")).toEqual([{ text: "a$${b}", isExpression: false }]);
    expect(pieces("a${terraf")).toEqual([{ text: "a${terraf", isExpression: false }]);
  });
});

test("addressIn names the block of a lone reference only", () => {
  expect(addressIn("${aws_kms_key.database_key.arn}")).toBe("aws_kms_key.database_key");
  expect(addressIn("${data.aws_iam_policy_document.trust.json}")).toBe("data.aws_iam_policy_document.trust");
  expect(addressIn("${aws_s3_bucket.bucket.arn}/*")).toBeUndefined();
  expect(addressIn(undefined)).toBeUndefined();
});
