import { checkTaint } from "../../scripts/checks/taint";
import { showProblem, type TerraformJson } from "../../src/inspect/terraform-json";

const SECRET = "${ephemeral.aws_secretsmanager_secret_version.password.secret_string}";

function problems(json: TerraformJson): string[] {
  return checkTaint({ variable: { license: { ephemeral: true }, token: { sensitive: true }, size: {} }, ...json }).map(
    showProblem,
  );
}

describe("checkTaint", () => {
  test("lets secrets into write-only and provider arguments, and into the condition of a rule", () => {
    expect(
      problems({
        provider: { helm: [{ kubernetes: { token: SECRET } }] },
        resource: {
          aws_db_instance: { database: { password_wo: SECRET, allocated_storage: "${var.size}" } },
          terraform_data: { given: { lifecycle: { postcondition: [{ condition: "${var.license != null}" }] } } },
          kubernetes_secret_v1: { secrets: { data_wo: { "a-b": "${coalesce(var.license, var.token)}" } } },
        },
        variable: { license: { ephemeral: true, validation: [{ condition: '${var.license != ""}' }] } },
        output: { size: { value: "${var.size}" } },
      }),
    ).toEqual([]);
  });

  test.each<[string, TerraformJson, string]>([
    [
      "a resource argument",
      { resource: { helm_release: { app: { values: ["${jsonencode({a = var.token})}"] } } } },
      "helm_release.app: values[0]: holds var.token, which only a write-only argument may [secret-in-resource]",
    ],
    [
      "the message of a condition",
      { resource: { a_b: { c: { lifecycle: { precondition: [{ error_message: "${var.token}" }] } } } } },
      "a_b.c: lifecycle.precondition[0].error_message: holds var.token, which only a write-only argument may [secret-in-resource]",
    ],
    [
      "an argument that only contains _wo",
      { resource: { a_b: { c: { password_wo_version: SECRET } } } },
      "a_b.c: password_wo_version: holds ephemeral.aws_secretsmanager_secret_version.password, which only a write-only argument may [secret-in-resource]",
    ],
    [
      "a nested argument of an ordinary block",
      { resource: { a_b: { c: { set: [{ value_wo: SECRET }] } } } },
      "a_b.c: set[0].value_wo: holds ephemeral.aws_secretsmanager_secret_version.password, which only a write-only argument may [secret-in-resource]",
    ],
    [
      "a data source",
      { data: { external: { run: { query: { a: "${var.license}" } } } } },
      "data.external.run: query.a: holds var.license, which only a write-only argument may [secret-in-data]",
    ],
    [
      "an ephemeral resource",
      { ephemeral: { a_b: { c: { name: "${var.license}" } } } },
      "ephemeral.a_b.c: name: holds var.license, which only a write-only argument may [secret-in-ephemeral]",
    ],
    [
      "an output, through two locals",
      {
        locals: { first: { deep: ["${var.token}"] }, second: "${local.first.deep[0]}" },
        output: { x: { value: "${local.second}" } },
      },
      "output.x: value: holds var.token through local.first through local.second, which only a write-only argument may [secret-in-output]",
    ],
    [
      "the message of a rule",
      { variable: { token: { sensitive: true, validation: [{ error_message: "${var.token} is wrong" }] } } },
      "var.token: validation[0].error_message: holds var.token, which only a write-only argument may [secret-in-variable]",
    ],
    [
      "a check",
      { check: { works: { assert: [{ condition: "${var.token != null}" }] } } },
      "check: works.assert[0].condition: holds var.token, which only a write-only argument may [secret-in-settings]",
    ],
    [
      "a data source that stores a secret",
      { data: { aws_secretsmanager_secret_version: { x: { secret_id: "x" } } } },
      "data.aws_secretsmanager_secret_version.x: stores a secret; use an ephemeral resource [stored-secret]",
    ],
    [
      "an output marked sensitive",
      { output: { x: { value: "1", sensitive: true } } },
      "output.x: no output may be secret [sensitive-output]",
    ],
    [
      "what it cannot read",
      { output: { x: { value: "${var.}" } } },
      'output.x: value: expected an attribute name at "}" [unreadable-expression]',
    ],
  ])("fails on %s", (_, json, expected) => {
    expect(problems(json)).toEqual([expected]);
  });

  test("survives locals that read each other", () => {
    expect(problems({ locals: { a: "${local.b}", b: "${local.a}" }, output: { x: { value: "${local.a}" } } })).toEqual(
      [],
    );
  });
});
