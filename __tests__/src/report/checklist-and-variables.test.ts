import { shape, shapeNames } from "../../../scripts/checks/shapes";
import { checklistsOf, tasksIn } from "../../../src/report/checklist";
import { variablesOf } from "../../../src/report/variables";
import { checklist } from "../../../src/terraform/checklist";

test("reads back what the synthesis writes", () => {
  const tasks = [
    { what: "Do this", path: "ppm/A" },
    { what: "Allow `x`", text: '{\n  "a": 1\n\n}', path: "ppm/B" },
  ];
  expect(tasksIn(checklist("ppm", tasks) ?? "")).toEqual([
    { what: "Do this.", neededBy: "ppm/A" },
    { what: "Allow `x`.", neededBy: "ppm/B", text: '{\n  "a": 1\n\n}' },
  ]);
});

test.each(shapeNames)("%s: every task of its checklists", (name) => {
  const { files } = shape(name);
  const written = [...files].filter(([path]) => path.endsWith("/checklist.md")).map(([, text]) => text);
  const tasks = checklistsOf(shape(name)).flatMap((list) => list.tasks);
  expect(tasks).toHaveLength(written.join("").split("- [ ] ").length - 1);
  expect(tasks.every(({ neededBy }) => neededBy !== "")).toBe(true);
});

test("variables: required first, with rules, secrets marked", () => {
  const variables = variablesOf(shape("reference").stacks, "infrastructure");
  const required = variables.filter(({ isRequired }) => isRequired);
  expect(variables.slice(0, required.length)).toEqual(required);
  expect(required.map(({ name }) => name)).toEqual([
    "allowed_cidrs",
    "apply_role_arn",
    "domain_name",
    "hosted_zone_id",
    "region",
  ]);
  expect(variables.find(({ name }) => name === "license")).toEqual(
    expect.objectContaining({ isSensitive: true, isEphemeral: true, default: null }),
  );
  expect(variables.find(({ name }) => name === "vpc_cidr")).toEqual(
    expect.objectContaining({
      type: "string",
      default: "10.0.0.0/16",
      rules: expect.arrayContaining([expect.any(String)]),
    }),
  );
});
