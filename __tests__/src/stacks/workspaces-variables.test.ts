import { evaluateTemplate } from "../../../src/inspect/evaluate";
import type { Json, JsonObject } from "../../../src/inspect/terraform-json";
import { build, existing, workspaces } from "../../support/workspaces";

const reference = build();
const json = reference.json("workspaces");

describe("variables of the workspaces", () => {
  /** Every variable of a stack is either given, or a secret, or a role of the runs. */
  test.each([
    ["reference", {}],
    ["existing parts", existing],
    ["handover by variables", { handover: "variables" }],
    ["a key and a license of one's own", { packageManager: { encryptionKey: "given", license: "existingSecret" } }],
  ])("all of %s get into the set of their stack, and no other", (_, deployment) => {
    const built = build(deployment);
    const stack = built.json("workspaces");
    for (const name of ["infrastructure", "application"]) {
      const declared = Object.keys(built.json(name).variable ?? {});
      const given = Object.keys((stack.locals?.[`${name}_variables_given`] ?? {}) as JsonObject);
      const single = Object.values(stack.resource?.tfe_variable ?? {})
        .filter((v) => v.category === "terraform" && !v.for_each)
        .filter((v) => v.variable_set_id === `\${tfe_variable_set.${name}_variables.id}`)
        .map((v) => String(v.key));
      expect([...given, ...single].sort()).toEqual(declared.sort());
      for (const key of given) expect(stack.variable).toHaveProperty(key);
    }
  });

  test("required ones stay required, all others may be null, and no rule is repeated", () => {
    const infrastructure = reference.json("infrastructure").variable ?? {};
    for (const [name, { type, description, ...spec }] of Object.entries(infrastructure)) {
      if (["apply_role_arn", "plan_role_arn", "license"].includes(name)) {
        expect(json.variable).not.toHaveProperty(name);
        continue;
      }
      const required = { type, description, nullable: false };
      expect(json.variable?.[name]).toEqual(
        "default" in spec ? { type, description, nullable: true, default: null } : required,
      );
    }
  });

  test("a contract that crosses by variables may be null until the infrastructure is there", () => {
    const { variable } = workspaces({ handover: "variables" });
    expect(variable?.cluster_endpoint).toMatchObject({ default: null });
    expect(variable?.region).not.toHaveProperty("default");
  });

  test("only those that are not null are set: text as it is, others as HCL", () => {
    const values = json.resource?.tfe_variable?.infrastructure_variables_values;
    expect(values).toEqual({
      category: "terraform",
      for_each:
        "${{ for name, variable in local.infrastructure_variables_given : name => variable if variable.value != null }}",
      key: "${each.key}",
      value: "${each.value.value}",
      hcl: "${each.value.hcl}",
      description: "${each.value.description}",
      variable_set_id: "${tfe_variable_set.infrastructure_variables.id}",
    });
    const given = json.locals?.infrastructure_variables_given as Record<string, JsonObject>;
    const set = (name: string, value: Json) => evaluateTemplate(String(given[name]?.value), () => value);
    expect([given.region?.hcl, set("region", "eu-central-1"), set("name", null)]).toEqual([
      false,
      "eu-central-1",
      null,
    ]);
    expect([given.node_count?.hcl, set("node_count", 4), set("node_count", null)]).toEqual([true, "4", null]);
    expect(set("allowed_cidrs", ["10.0.0.0/8"])).toBe('["10.0.0.0/8"]');
    for (const { description } of Object.values(given)) expect(String(description).length).toBeLessThanOrEqual(512);
  });

  test("a secret is marked and has no value, and one entered by hand stays", () => {
    const deployment = { packageManager: { encryptionKey: "given" } };
    const variables = Object.values(workspaces(deployment).resource?.tfe_variable ?? {});
    const sensitive = variables.filter((v) => v.sensitive === true);
    expect(sensitive.map((v) => [v.key, v.lifecycle, "value" in v, "value_wo" in v]).sort()).toEqual([
      ["encryption_key", { ignore_changes: ["value"] }, false, false],
      ["license", { ignore_changes: ["value"] }, false, false],
    ]);
  });

  test("the cluster and the runs know both roles", () => {
    const plain = Object.values(json.resource?.tfe_variable ?? {}).filter((v) => !v.for_each && !v.sensitive);
    const of = (name: string) =>
      Object.fromEntries(
        plain
          .filter((v) => v.variable_set_id === `\${tfe_variable_set.${name}_variables.id}`)
          .map((v) => [`${String(v.category)} ${String(v.key)}`, v.value]),
      );
    const runs = {
      "env TFC_AWS_PROVIDER_AUTH": "true",
      "env TFC_AWS_PLAN_ROLE_ARN": "${aws_iam_role.plan_role.arn}",
      "env TFC_AWS_APPLY_ROLE_ARN": "${aws_iam_role.apply_role.arn}",
    };
    expect(of("application")).toEqual(runs);
    expect(of("infrastructure")).toEqual({
      ...runs,
      "terraform plan_role_arn": "${aws_iam_role.plan_role.arn}",
      "terraform apply_role_arn": "${aws_iam_role.apply_role.arn}",
    });
  });

  test("the owner of an existing cluster is asked to let both in", () => {
    expect(reference.file("stacks/ppm-workspaces/checklist.md")).toBeUndefined();
    const checklist = build({ network: { mode: "existing" }, cluster: { mode: "existing" } });
    const text = checklist.file("stacks/ppm-workspaces/checklist.md");
    expect(text).toContain("AmazonEKSClusterAdminPolicy to ${aws_iam_role.apply_role.arn}");
    expect(text).toContain("AmazonEKSAdminViewPolicy to ${aws_iam_role.plan_role.arn}");
  });
});
