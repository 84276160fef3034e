import { hcl, tfvarsExample } from "../../../src/terraform/tfvars";
import { defineVariables } from "../../../src/terraform/variables";

test("writes every variable as a comment, with its description, its rules and what a user needs to fill it in", () => {
  const general = defineVariables({
    section: "General",
    variables: {
      region: {
        type: "string",
        description: "AWS region.",
        example: "eu-central-1",
        rules: [{ condition: "true", expected: "a region code", fix: "take one" }],
      },
      nodeCount: { type: "number", description: `${"Many words. ".repeat(12)}End.`, default: 3 },
      boundaryArn: { type: "string", description: "Boundary.", default: null, example: "arn:x" },
    },
  });
  const license = defineVariables({
    section: "License",
    when: "packageManager.license: variable",
    variables: { license: { type: "string", description: "The file.", ephemeral: true, default: null } },
  });
  expect(tfvarsExample("Infrastructure stack", [general, license])).toBe(`# ===== Infrastructure stack =====
# Remove the mark in front of what you set.

# --- General ---

# Required. AWS region.
# Rule: a region code.
# region = "eu-central-1"

# Many words. Many words. Many words. Many words. Many words. Many words. Many words. Many words. Many words. Many
# words. Many words. Many words. End.
# node_count = 3

# Boundary.
# Example: "arn:x"
# boundary_arn = null

# --- License (only with packageManager.license: variable) ---

# The file.
# Secret: give it as TF_VAR_license rather than in a file.
# license = null
`);
});

test.each([
  ["string", '""'],
  ["number", "0"],
  ["bool", "false"],
  ["list(string)", "[]"],
  ["map(string)", "{}"],
] as const)("a %s that must be given and has no example shows its type", (type, shown) => {
  const catalog = defineVariables({ section: "S", variables: { x: { type, description: "X." } } });
  expect(tfvarsExample("T", [catalog])).toContain(`\n# Required. X.\n# x = ${shown}\n`);
});

test.each([
  ['a "b"\n${c} %{d}', '"a \\"b\\"\\n$${c} %%{d}"'],
  [["a", "b"], '["a", "b"]'],
  [{ a: "b", "c d": "e" }, '{ "a" = "b", "c d" = "e" }'],
  [true, "true"],
  [null, "null"],
])("%j is %s in HCL", (value, text) => {
  expect(hcl(value)).toBe(text);
});
