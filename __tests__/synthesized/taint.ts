import { shape, shapeNames } from "../../scripts/checks/shapes";
import { checkTaint } from "../../scripts/checks/taint";
import { showProblem } from "../../src/inspect/terraform-json";

describe.each(shapeNames)("secrets of %s", (name) => {
  test.each(shape(name).names)("%s brings secrets only to write-only and provider arguments", (stack) => {
    expect(checkTaint(shape(name).stacks[stack]).map(showProblem)).toEqual([]);
  });
});

test("there are secrets to follow", () => {
  const { infrastructure, application } = shape("reference").stacks;
  expect(Object.keys(infrastructure.ephemeral ?? {})).toContain("aws_secretsmanager_random_password");
  expect(Object.keys(application.ephemeral ?? {})).toContain("aws_eks_cluster_auth");
  expect(infrastructure.variable?.license).toMatchObject({ ephemeral: true });
});
