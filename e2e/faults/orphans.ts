import { importIdOf } from "../../src/plan/import-ids";
import type { AwsClient } from "../aws-client";
import { inventory } from "../inventory";
import type { StateResource } from "../terraform";

/** What AWS makes by itself with a network. */
async function madeByAws(aws: AwsClient): Promise<string[]> {
  const [groups, tables] = await aws.callAll<Record<string, Record<string, string>[]>>([
    ["ec2", "describe_security_groups", { Filters: [{ Name: "group-name", Values: ["default"] }] }],
    ["ec2", "describe_route_tables", { Filters: [{ Name: "association.main", Values: ["true"] }] }],
  ]);
  return [
    ...(groups?.SecurityGroups ?? []).map(({ GroupId }) => `aws_security_group ${GroupId}`),
    ...(tables?.RouteTables ?? []).map(({ RouteTableId }) => `aws_route_table ${RouteTableId}`),
  ];
}

/** What there is in AWS, of the test and of nobody else, that a state does not know, and that another apply would double. */
export async function orphans(
  aws: AwsClient,
  state: readonly StateResource[],
  before: readonly string[],
): Promise<string[]> {
  const known = new Set([
    ...before,
    ...(await madeByAws(aws)),
    ...state.map(({ type, values }) => `${type} ${String(values.id).replace("._", "_")}`),
  ]);
  return (await inventory(aws)).filter(
    (line) =>
      !known.has(line) && !line.endsWith("(leaving)") && importIdOf(line.split(" ")[0] ?? "", {})?.from !== "again",
  );
}
