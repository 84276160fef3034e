import { checkNames } from "../../../scripts/checks/name-limits";
import { checkTaint } from "../../../scripts/checks/taint";
import { blocksOf, showProblem, type TerraformJson } from "../../../src/inspect/terraform-json";
import { build, existing, only, workspaces } from "../../support/workspaces";

const reference = build();
const json = reference.json("workspaces");

describe("the workspaces stack of the reference architecture", () => {
  test("is there only with state.manage", () => {
    expect(build({}, { manage: false }).file("stacks/ppm-workspaces/cdk.tf.json")).toBeUndefined();
  });

  test("makes exactly these resources", () => {
    const addresses = blocksOf(json).filter(({ kind }) => kind === "resource");
    expect(addresses.map(({ address }) => address).sort()).toEqual([
      "aws_iam_openid_connect_provider.runs_provider",
      "aws_iam_role.apply_role",
      "aws_iam_role.plan_role",
      "aws_iam_role_policy.apply_role_iam",
      "aws_iam_role_policy.plan_role_secrets",
      "aws_iam_role_policy_attachment.apply_role_policies",
      "aws_iam_role_policy_attachment.plan_role_policies",
      "tfe_agent_pool.agent_pool",
      "tfe_agent_pool_allowed_workspaces.agent_pool_allowed_workspaces",
      "tfe_run_trigger.application_run_trigger",
      "tfe_variable.application_variables_tfc_aws_apply_role_arn",
      "tfe_variable.application_variables_tfc_aws_plan_role_arn",
      "tfe_variable.application_variables_tfc_aws_provider_auth",
      "tfe_variable.application_variables_values",
      "tfe_variable.infrastructure_variables_apply_role_arn",
      "tfe_variable.infrastructure_variables_license",
      "tfe_variable.infrastructure_variables_plan_role_arn",
      "tfe_variable.infrastructure_variables_tfc_aws_apply_role_arn",
      "tfe_variable.infrastructure_variables_tfc_aws_plan_role_arn",
      "tfe_variable.infrastructure_variables_tfc_aws_provider_auth",
      "tfe_variable.infrastructure_variables_values",
      "tfe_variable_set.application_variables",
      "tfe_variable_set.infrastructure_variables",
      "tfe_workspace.application",
      "tfe_workspace.infrastructure",
      "tfe_workspace_settings.application_settings",
      "tfe_workspace_settings.infrastructure_settings",
      "tfe_workspace_variable_set.application_variables_workspace",
      "tfe_workspace_variable_set.infrastructure_variables_workspace",
    ]);
  });

  test("is applied first", () => {
    expect(JSON.parse(reference.file("run-order.json") ?? "{}")).toMatchObject({
      create: ["ppm-workspaces", "ppm-infrastructure", "ppm-application"],
      stacks: { "ppm-workspaces": { access: ["AWS API", "HCP Terraform API"] } },
    });
  });

  test("asks for the tfe provider at the named host, and holds no token", () => {
    expect(json.terraform?.required_providers).toMatchObject({ tfe: { source: "hashicorp/tfe", version: "~> 0.71" } });
    expect(workspaces({}, { hostname: "tfe.example.com" }).provider?.tfe).toEqual([{ hostname: "tfe.example.com" }]);
  });

  test("brings no secret anywhere, and names fit", () => {
    expect(checkTaint(json).map(showProblem)).toEqual([]);
    expect(json.variable).not.toHaveProperty("license");
    const named = { ...json, resource: { aws_iam_role: json.resource?.aws_iam_role ?? {} } };
    const longest = JSON.parse(JSON.stringify(named).replace(/\$\{coalesce\(var\.name[^}]*\}/g, "a".repeat(20)));
    expect(checkNames(longest as TerraformJson).map(showProblem)).toEqual([]);
  });
});

describe("workspaces", () => {
  test("run in the folder of their stack, and nothing is applied without approval", () => {
    const common = { organization: "example", queue_all_runs: false, terraform_version: "${var.terraform_version}" };
    for (const name of ["infrastructure", "application"]) {
      const folder = "${var.output_folder}/stacks/ppm-" + name;
      expect(json.resource?.tfe_workspace?.[name]).toMatchObject({
        ...common,
        name: `ppm-${name}`,
        working_directory: folder,
        trigger_patterns: `\${var.vcs_repository == null ? null : ["${folder}/**/*"]}`,
        dynamic: { vcs_repo: { for_each: "${var.vcs_repository[*]}" } },
      });
      expect(json.resource?.tfe_workspace_settings?.[`${name}_settings`]).toMatchObject({ auto_apply: false });
    }
    expect(json.variable?.terraform_version?.default).toBe("~> 1.11");
    expect(json.variable?.output_folder?.default).toBe("cdktf.out");
  });

  test("have the names of the deployment file, in the cloud blocks too", () => {
    const given = { infrastructure: "base", application: "app" };
    const named = build({}, { workspaces: given });
    const stack = named.json("workspaces");
    for (const role of ["infrastructure", "application"] as const) {
      expect(stack.resource?.tfe_workspace?.[role]?.name).toBe(given[role]);
      expect(named.json(role).terraform?.cloud).toMatchObject({ workspaces: { name: given[role] } });
    }
    expect(JSON.stringify(stack.data?.aws_iam_policy_document?.plan_role_trust)).toContain(
      ":workspace:base:run_phase:plan",
    );
  });

  test("are in the project, which is made unless its id is given, and which the stack itself is not in", () => {
    const built = build({}, { project: "package manager" });
    const stack = built.json("workspaces");
    expect(only(stack, "tfe_project")).toEqual({
      name: "package manager",
      organization: "example",
      count: "${var.project_id == null ? 1 : 0}",
    });
    for (const workspace of Object.values(stack.resource?.tfe_workspace ?? {})) {
      expect(workspace.project_id).toBe("${var.project_id == null ? one(tfe_project.project[*].id) : var.project_id}");
    }
    expect(stack.terraform?.cloud).toMatchObject({ workspaces: { name: "ppm-workspaces" } });
    expect(JSON.stringify(stack.terraform?.cloud)).not.toContain("package manager");
    expect(built.json("application").terraform?.cloud).toMatchObject({ workspaces: { project: "package manager" } });
    expect(json.resource?.tfe_workspace?.application).not.toHaveProperty("project_id");
  });

  test("only the application may read the infrastructure's state, and nobody the application's", () => {
    const settings = (deployment: object) => workspaces(deployment).resource?.tfe_workspace_settings;
    expect(settings({})).toMatchObject({
      infrastructure_settings: {
        global_remote_state: false,
        remote_state_consumer_ids: ["${tfe_workspace.application.id}"],
      },
      application_settings: { global_remote_state: false, remote_state_consumer_ids: [] },
    });
    expect(settings({ handover: "variables" })).toMatchObject({
      infrastructure_settings: { global_remote_state: false, remote_state_consumer_ids: [] },
    });
  });

  test("the application runs after the infrastructure", () => {
    expect(only(json, "tfe_run_trigger")).toEqual({
      workspace_id: "${tfe_workspace.application.id}",
      sourceable_id: "${tfe_workspace.infrastructure.id}",
    });
  });

  test.each([
    ["a private endpoint", {}, true],
    ["a public endpoint", { cluster: { mode: "create", endpointAccess: "public" } }, false],
    ["an existing cluster", { network: { mode: "existing" }, cluster: { mode: "existing" } }, true],
  ])("with %s the application needs agents: %#", (_, deployment, agents) => {
    const stack = workspaces(deployment);
    const settings = stack.resource?.tfe_workspace_settings;
    expect(settings?.infrastructure_settings).toMatchObject({ execution_mode: "remote" });
    expect(settings?.infrastructure_settings).not.toHaveProperty("agent_pool_id");
    if (!agents) {
      expect(settings?.application_settings).toMatchObject({ execution_mode: "remote" });
      expect(Object.keys(stack.resource ?? {}).filter((type) => type.startsWith("tfe_agent"))).toEqual([]);
      return;
    }
    expect(settings?.application_settings).toMatchObject({
      execution_mode: "agent",
      agent_pool_id: "${tfe_agent_pool.agent_pool.id}",
      depends_on: ["tfe_agent_pool_allowed_workspaces.agent_pool_allowed_workspaces"],
    });
    expect(only(stack, "tfe_agent_pool")).toMatchObject({ organization_scoped: false });
    expect(only(stack, "tfe_agent_pool_allowed_workspaces").allowed_workspace_ids).toEqual([
      "${tfe_workspace.application.id}",
    ]);
    expect(stack.resource).not.toHaveProperty("tfe_agent_token");
  });

  test("an application-only deployment has one", () => {
    const stack = workspaces(existing);
    expect(Object.keys(stack.resource?.tfe_workspace ?? {})).toEqual(["application"]);
    expect(stack.resource).not.toHaveProperty("tfe_run_trigger");
    const trust = stack.data?.aws_iam_policy_document?.apply_role_trust;
    expect(JSON.stringify(trust)).not.toContain("ppm-infrastructure");
  });
});
