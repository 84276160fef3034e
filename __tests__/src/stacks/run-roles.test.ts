import { evaluateTemplate } from "../../../src/inspect/evaluate";
import type { JsonObject, TerraformJson } from "../../../src/inspect/terraform-json";
import { only, workspaces } from "../../support/workspaces";

const json = workspaces();

function statements(json: TerraformJson, document: string): JsonObject[] {
  return json.data?.aws_iam_policy_document?.[document]?.statement as JsonObject[];
}

function statement(json: TerraformJson, document: string, sid: string): JsonObject | undefined {
  return statements(json, document).find((one) => one.sid === sid);
}

describe("the roles of the runs", () => {
  test.each(["plan", "apply"])("%s is for that phase of these workspaces only", (phase) => {
    const stack = workspaces({}, { hostname: "tfe.example.com" });
    const subject = (workspace: string) =>
      `organization:example:project:Default Project:workspace:${workspace}:run_phase:${phase}`;
    expect(statements(stack, `${phase}_role_trust`)).toEqual([
      {
        sid: "Runs",
        effect: "Allow",
        actions: ["sts:AssumeRoleWithWebIdentity"],
        resources: [],
        principals: [
          {
            type: "Federated",
            identifiers: [
              "${var.run_oidc_provider_arn == null ? one(aws_iam_openid_connect_provider.runs_provider[*].arn) : var.run_oidc_provider_arn}",
            ],
          },
        ],
        condition: [
          { test: "StringEquals", variable: "tfe.example.com:aud", values: ["aws.workload.identity"] },
          {
            test: "StringEquals",
            variable: "tfe.example.com:sub",
            values: [subject("ppm-infrastructure"), subject("ppm-application")],
          },
        ],
      },
    ]);
    expect(only(stack, "aws_iam_openid_connect_provider")).toEqual({
      url: "https://tfe.example.com",
      client_id_list: ["aws.workload.identity"],
      count: "${var.run_oidc_provider_arn == null ? 1 : 0}",
    });
  });

  test("name the project in their trust", () => {
    const stack = workspaces({}, { project: "package manager" });
    expect(JSON.stringify(statements(stack, "plan_role_trust"))).toContain(
      "organization:example:project:package manager:workspace:ppm-application:run_phase:plan",
    );
  });

  test("are bounded by a policy that must be given", () => {
    for (const role of Object.values(json.resource?.aws_iam_role ?? {})) {
      expect(role).toMatchObject({
        permissions_boundary: "${var.run_permissions_boundary_arn}",
        path: "${var.run_iam_path}",
      });
    }
    expect(Object.keys(json.resource?.aws_iam_role ?? {})).toEqual(["apply_role", "plan_role"]);
    expect(json.variable?.run_permissions_boundary_arn).not.toHaveProperty("default");
  });

  test("a plan reads, opens the secrets of this deployment, and nothing more", () => {
    expect(json.resource?.aws_iam_role_policy_attachment?.plan_role_policies?.for_each).toBe(
      '${toset(["arn:${data.aws_partition.partition.partition}:iam::aws:policy/ReadOnlyAccess"])}',
    );
    expect(statements(json, "plan_role_secrets_document").map((s) => [s.actions, s.condition])).toEqual([
      [["secretsmanager:GetSecretValue"], undefined],
      [["secretsmanager:GetRandomPassword"], undefined],
      [
        ["kms:Decrypt"],
        [
          {
            test: "StringEquals",
            variable: "kms:ViaService",
            values: ["secretsmanager.${var.region}.${data.aws_partition.partition.dns_suffix}"],
          },
        ],
      ],
    ]);
    const secrets = (stack: TerraformJson) =>
      statement(stack, "plan_role_secrets_document", "ReadSecrets")?.resources as string[];
    expect(secrets(json)).toEqual([expect.stringMatching(/:secret:\$\{coalesce\(var\.name, "ppm"\)\}\/\*$/)]);
    expect(secrets(workspaces({ packageManager: { license: "existingSecret" } })).slice(1)).toEqual([
      "${var.license_secret_arn}",
    ]);
    // Of the contract they are secrets of this deployment already, and null at first.
    expect(secrets(workspaces({ handover: "variables" }))).toHaveLength(1);
  });

  test("an apply changes in IAM only roles of this deployment, never its own", () => {
    expect(json.resource?.aws_iam_role_policy_attachment?.apply_role_policies?.for_each).toBe(
      '${toset((var.apply_policy_arns == null ? ["arn:${data.aws_partition.partition.partition}:iam::aws:policy/PowerUserAccess"] : var.apply_policy_arns))}',
    );
    const document = "apply_role_iam_document";
    const own = [
      expect.stringMatching(/:role\$\{coalesce\(var\.iam_path, "\/"\)\}\$\{coalesce\(var\.name, "ppm"\)\}-\*$/),
    ];
    expect(statements(json, document).map((s) => [s.sid, s.effect, s.resources])).toEqual([
      ["ChangeRoles", "Allow", own],
      ["KeepRoles", "Allow", own],
      ["ClusterOidcProvider", "Allow", [expect.stringMatching(/:oidc-provider\/oidc\.eks\.\*$/)]],
      ["PassRoles", "Allow", own],
      ["ServiceLinkedRoles", "Allow", [expect.stringMatching(/:role\/aws-service-role\/\*$/)]],
      [
        "NotItself",
        "Deny",
        [expect.stringMatching(/terraform-.*-plan$/), expect.stringMatching(/terraform-.*-apply$/)],
      ],
    ]);
    for (const { name } of Object.values(json.resource?.aws_iam_role ?? {}))
      expect(name).toMatch(/^terraform-\$\{coalesce\(var\.name, "ppm"\)\}-(plan|apply)$/);
    const passed = statement(json, document, "PassRoles")?.condition as JsonObject[];
    expect(passed).toEqual([expect.objectContaining({ variable: "iam:PassedToService" })]);
  });

  test.each([
    [null, "StringLikeIfExists", "*"],
    ["arn:aws:iam::111122223333:policy/b", "StringEquals", "arn:aws:iam::111122223333:policy/b"],
  ])("roles that an apply makes have the boundary %s", (boundary, test, value) => {
    const [condition] = statement(json, "apply_role_iam_document", "ChangeRoles")?.condition as JsonObject[];
    expect(condition?.variable).toBe("iam:PermissionsBoundary");
    expect(evaluateTemplate(String(condition?.test), () => boundary)).toBe(test);
    expect(evaluateTemplate(String((condition?.values as string[])[0]), () => boundary)).toBe(value);
  });

  test("may assume the roles of the deployment, and pass existing ones", () => {
    expect(json.data?.aws_iam_policy_document).not.toHaveProperty("plan_role_assume_roles_document");
    const stack = workspaces({ awsRole: "assume", identity: "podIdentity", iam: { mode: "existing" } });
    for (const phase of ["plan", "apply"]) {
      expect(statements(stack, `${phase}_role_assume_roles_document`)).toEqual([
        expect.objectContaining({ actions: ["sts:AssumeRole"], resources: ["${var.assume_role_arn}"] }),
      ]);
    }
    expect(statement(stack, "apply_role_pass_roles_document", "PassRoles")).toMatchObject({
      actions: ["iam:PassRole"],
      resources: "${var.passed_role_arns}",
    });
  });

  test("a host with a port is refused", () => {
    expect(() => workspaces({}, { hostname: "tfe.example.com:8443" })).toThrow(
      "a host name without port with manage: true; serve it on port 443, as OIDC providers in IAM need it, or set manage to false",
    );
  });
});
