import type { PlanJson } from "../../../src/plan/plan-check";
import { changesByPlan } from "../../../src/report/comparison";
import { changed } from "../../support/report";

const plan = {
  format_version: "1.2",
  planned_values: {},
  variables: {
    region: { value: "us-west-2" },
    vpc_cidr: { value: "hush-hush" },
    database_name: { value: "hush-hush" },
  },
  resource_changes: [
    { address: "aws_vpc.network", mode: "managed", type: "aws_vpc", name: "network", change: { actions: ["no-op"] } },
  ],
} satisfies PlanJson & Record<string, unknown>;

test("of a plan's variables, neither sensitive nor ephemeral ones are taken", () => {
  const synthesized = changed("reference", ({ infrastructure: { variable } }) => {
    Object.assign(variable?.vpc_cidr ?? {}, { sensitive: true });
    Object.assign(variable?.database_name ?? {}, { ephemeral: true });
  });
  const disk = { read: () => JSON.stringify(plan), list: () => undefined };
  const found = changesByPlan(disk, "plan.json", synthesized);
  expect(found.synthesized.inputs.infrastructure.region).toBe("us-west-2");
  expect(JSON.stringify(found)).not.toContain("hush-hush");
});
