import { findingsOf, type Finding } from "../../../scripts/policy/checkov";
import { evaluated, judge, type Skip } from "../../../scripts/policy/judge";
import { seeds, uncaught, withMistakes } from "../../../scripts/policy/seeds";
import { shape } from "../../../scripts/checks/shapes";

const finding = (check: string, address: string, passed: boolean, plan = "reference"): Finding => ({
  check,
  title: "is right",
  passed,
  plan,
  address,
});
const skip = (check: string, addresses: string[], plans?: string[]): Skip => ({
  check,
  addresses,
  reason: "",
  ...(plans && { plans }),
});

describe("judge", () => {
  const findings = [
    finding("CKV_1", "aws_lb.a", false),
    finding("CKV_1", "aws_lb.a", false, "trial"),
    finding("CKV_1", "aws_lb.b", true),
    finding("CKV_2", "aws_lb.b", true),
  ];

  test("names what fails, once for all plans", () => {
    expect(judge(findings, [])).toEqual(["CKV_1 aws_lb.a: is right (reference, trial)"]);
  });

  test("takes a skip for its check, address and plans only", () => {
    expect(judge(findings, [skip("CKV_1", ["aws_lb.a"])])).toEqual([]);
    expect(judge(findings, [skip("CKV_1", ["aws_lb.a"], ["trial"])])).toEqual(["CKV_1 aws_lb.a: is right (reference)"]);
  });

  test("names what is skipped although it does not fail", () => {
    expect(judge(findings, [skip("CKV_1", ["aws_lb.a", "aws_lb.b"]), skip("CKV_2", ["aws_lb.b"])])).toEqual([
      "skip of CKV_1 for aws_lb.b: nothing fails there; remove it",
      "skip of CKV_2 for aws_lb.b: nothing fails there; remove it",
    ]);
    expect(judge(findings, [skip("CKV_1", ["aws_lb.a"], ["reference", "trial", "fleet"])])).toEqual([
      "skip of CKV_1 for fleet: nothing fails there; remove it",
    ]);
  });

  test("counts checks by type", () => {
    expect(evaluated([...findings, finding("CKV_3", "data.aws_iam_policy_document.c", true)])).toEqual([
      ["aws_lb", 4],
      ["data.aws_iam_policy_document", 1],
    ]);
  });
});

describe("mistakes", () => {
  test("each changes the reference architecture", () => {
    const { infrastructure } = shape("reference").stacks;
    const changed = withMistakes(infrastructure);
    expect(changed).not.toEqual(infrastructure);
    expect(new Set(seeds.map(({ check }) => check)).size).toBe(6);
  });

  test("each must fail, and pass without the mistake", () => {
    const all = (passed: boolean) => seeds.map(({ check, address }) => finding(check, address, passed));
    expect(uncaught(all(false), all(true))).toEqual([]);
    expect(uncaught(all(true), all(true))).toHaveLength(6);
    expect(uncaught(all(false), all(false))).toHaveLength(6);
    expect(uncaught(all(false).slice(1), all(true))).toEqual([
      "a security group that is open to everybody: CKV_AWS_24 does not fail for aws_vpc_security_group_ingress_rule.database_cluster",
    ]);
  });
});

describe("findingsOf", () => {
  const report = (parsing_errors: string[]) => ({
    results: {
      passed_checks: [{ check_id: "CKV_1", check_name: "is right", file_path: "/a/trial.json", resource: "aws_lb.a" }],
      failed_checks: [],
      parsing_errors,
    },
  });

  test("reads a report, or a list of them", () => {
    const expected = [finding("CKV_1", "aws_lb.a", true, "trial")];
    expect(findingsOf(JSON.stringify(report([])))).toEqual(expected);
    expect(findingsOf(JSON.stringify([report([])]))).toEqual(expected);
  });

  test("refuses a plan that checkov could not read", () => {
    expect(() => findingsOf(JSON.stringify(report(["x.json"])))).toThrow("checkov cannot read x.json");
  });
});
