import { targetRegistration } from "../../modules/load-balancer-controller/permissions";

describe("targetRegistration", () => {
  test("may change the targets of this one group, and otherwise only describe", () => {
    const statements = targetRegistration("arn:tg");

    expect(statements.map(({ actions, resources, effect }) => ({ actions, resources, effect }))).toEqual([
      {
        actions: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
        resources: ["arn:tg"],
      },
      {
        actions: [
          "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetHealth",
          "ec2:DescribeVpcs",
          "ec2:DescribeSecurityGroups",
        ],
        resources: ["*"],
      },
    ]);
  });
});
