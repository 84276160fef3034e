import { isMissing, problemOf } from "../../../src/aws/errors";

const error = (name: string, message = "", more: object = {}) => Object.assign(new Error(message), { name, ...more });
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

describe("problemOf", () => {
  test.each([
    [error("UnauthorizedOperation", "You are not authorized to perform: ec2:DescribeVpcs on x"), "ec2:DescribeVpcs"],
    [error("AccessDenied", "User: arn is not authorized to perform: iam:GetRole on resource: r"), "iam:GetRole"],
    [error("403", "UnknownError", status(403)), "s3:ListBucket"],
    [error("NotKnownHere", "no", status(403)), "s3:ListBucket"],
  ])("names the action that is denied: %s", (given, action) => {
    expect(problemOf(given, ["s3:ListBucket"])).toEqual({
      kind: "denied",
      text: `access denied to ${action}`,
      fix: `allow ${action} to this identity`,
    });
  });

  test.each([
    ["throttled", error("ThrottlingException"), "AWS answers too many requests"],
    ["throttled", error("x", "", status(429)), "AWS answers too many requests"],
    ["missing", error("NoSuchEntityException", "No role r"), "No role r"],
    ["missing", error("InvalidVpcID.NotFound", "No vpc"), "No vpc"],
    ["missing", error("NotFound", "", status(404)), ""],
    ["credentials", error("ExpiredToken", "The token has expired"), "The token has expired"],
    ["credentials", error("CredentialsProviderError", "Could not load credentials"), "Could not load credentials"],
    ["credentials", error("Error", "Region is missing"), "no region is known"],
    [
      "network",
      error("Error", "connect ECONNREFUSED 127.0.0.1:9", { code: "ECONNREFUSED" }),
      "no answer (connect ECONNREFUSED 127.0.0.1:9)",
    ],
    ["network", error("TimeoutError", "slow"), "no answer (slow)"],
    ["other", error("InternalFailure", "oops", status(500)), "AWS answers 500 (InternalFailure: oops)"],
    ["other", error("SyntaxError", "Unexpected token <\n  at x"), "SyntaxError: Unexpected token < at x"],
    ["other", "a text", "a text"],
  ])("%s: %s", (kind, given, text) => {
    const problem = problemOf(given);
    expect(problem).toEqual({ kind, text, fix: expect.stringMatching(/./) as string });
  });

  test("keeps a long answer to one line", () => {
    expect(problemOf(error("x", "y ".repeat(500))).text.length).toBeLessThan(210);
  });
});

test("isMissing", () => {
  expect(isMissing(error("NoSuchKey"))).toBe(true);
  expect(isMissing(error("AccessDenied"))).toBe(false);
});
