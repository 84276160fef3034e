import { type EmulatorGap, leaveAlone, unexcused, unusedGaps } from "../../e2e/gap-proof";
import type { JsonObject } from "../../e2e/json";
import type { PlannedChange } from "../../e2e/plan-changes";
import type { Exchange } from "../../e2e/recorder";

const gap: EmulatorGap = {
  address: "aws_db_instance.database",
  attribute: "enabled_cloudwatch_logs_exports",
  action: "update",
  sent: { call: "rds CreateDBInstance", identity: "identifier", includes: "Exports.member.1=postgresql" },
  answered: { call: /^rds Describe/, identity: "identifier", lacks: "<member>" },
};
const drift: PlannedChange = {
  address: "aws_db_instance.database",
  attribute: "enabled_cloudwatch_logs_exports",
  action: "update",
  wanted: ["postgresql"],
  before: { identifier: "ppm" },
};
const request: Exchange = {
  service: "rds",
  action: "CreateDBInstance",
  request: "DBInstanceIdentifier=ppm\nExports.member.1=postgresql",
  status: 200,
  response: "",
};
const answer: Exchange = {
  service: "rds",
  action: "DescribeDBInstances",
  request: "",
  status: 200,
  response: "<Id>ppm</Id>",
};

describe("unexcused", () => {
  test("excuses what was sent and then missing from every answer", () => {
    expect(unexcused([drift], [gap], [request, answer, answer])).toEqual([]);
  });

  test.each<[string, PlannedChange, Exchange[], string]>([
    ["another address", { ...drift, address: "aws_db_instance.other" }, [request, answer], "not in the list of"],
    ["another attribute", { ...drift, attribute: "port" }, [request, answer], "not in the list of"],
    ["another action", { ...drift, action: "replace" }, [request, answer], "not in the list of"],
    ["no request", drift, [answer], "no recorded rds CreateDBInstance for ppm includes"],
    ["a request that failed", drift, [{ ...request, status: 400 }, answer], "no recorded rds CreateDBInstance"],
    [
      "a request about another server",
      drift,
      [{ ...request, request: "DBInstanceIdentifier=x\nExports.member.1=postgresql" }, answer],
      "no recorded rds CreateDBInstance for ppm",
    ],
    [
      "a request without the value",
      drift,
      [{ ...request, request: "ppm" }, answer],
      "no recorded rds CreateDBInstance",
    ],
    ["no answer after the request", drift, [answer, request], "no recorded /^rds Describe/ answered about ppm"],
    ["an answer about another server", drift, [request, { ...answer, response: "<Id>x</Id>" }], "answered about ppm"],
    [
      "one answer that has the value",
      drift,
      [request, answer, { ...answer, response: "<Id>ppm</Id><member>" }],
      "a recorded /^rds Describe/ about ppm has <member>",
    ],
    ["a resource without a name", { ...drift, before: {} }, [request, answer], "no value in the attribute"],
  ])("reports %s", (_, change, exchanges, problem) => {
    expect(unexcused([change], [gap], exchanges)).toEqual([expect.stringContaining(problem)]);
  });
});

describe("a consequence of a gap", () => {
  const follows = {
    address: "aws_cloudwatch_dashboard.d",
    attribute: "dashboard_body",
    action: "update",
    follows: gap.address,
  } as const;
  const unknown: PlannedChange = { ...follows, wanted: undefined, isUnknown: true, before: {} };
  const cause: EmulatorGap = { ...gap, action: "replace" };

  test("is excused where its value is unknown and a gap replaces what it follows", () => {
    expect(unexcused([unknown], [cause, follows], [])).toEqual([]);
    expect(leaveAlone([follows], {})).toEqual({});
  });

  test.each<[string, PlannedChange, EmulatorGap, string]>([
    ["a value that is known", { ...unknown, isUnknown: false }, cause, "its value is known"],
    ["a cause that replaces nothing", unknown, gap, "no gap replaces aws_db_instance.database"],
  ])("is reported with %s", (_, change, other, problem) => {
    expect(unexcused([change], [other, follows], [])).toEqual([expect.stringContaining(problem)]);
  });
});

test("unusedGaps reports an entry without drift", () => {
  expect(unusedGaps([drift], [gap])).toEqual([]);
  expect(unusedGaps([], [gap])).toEqual([
    "aws_db_instance.database update enabled_cloudwatch_logs_exports: the emulator has no such gap any more",
  ]);
});

test("leaveAlone ignores the attributes of the list, those that the stack ignores, and no other", () => {
  const ignored = (stack: JsonObject) => leaveAlone([gap, { ...gap, attribute: "port" }], stack);
  const ignoring = (names: string[]) => ({ aws_db_instance: { database: { lifecycle: { ignore_changes: names } } } });
  expect(ignored({})).toEqual(ignoring(["enabled_cloudwatch_logs_exports", "port"]));
  expect(ignored({ resource: ignoring(["tags"]) })).toEqual(
    ignoring(["tags", "enabled_cloudwatch_logs_exports", "port"]),
  );
});
