import { deepStrictEqual as equal } from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import { emulatorGaps } from "./emulator-gaps";
import { applicationVariables, infrastructureVariables } from "./fixture";
import { unexcused } from "./gap-proof";
import type { JsonObject } from "./json";
import { standIn } from "./offline-kubernetes";
import { plannedChanges, text, type PlannedChange } from "./plan-changes";
import { emulatorProvider, variableEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { TerraformFolder } from "./terraform";

/**
 * What an update to today's code may change in what was applied before, one line each, such as
 * `aws_db_instance.database update parameter_group_name`. Never a `delete` or a `replace`: those need a `moved` block, or a
 * way for users that the documentation explains.
 */
const expectedChanges: Readonly<Record<Stack, readonly string[]>> = {
  infrastructure: [
    // Alarms and dashboard came.
    "aws_cloudwatch_dashboard.dashboard create",
    "aws_cloudwatch_event_rule.alarms_database_events create",
    "aws_cloudwatch_event_rule.alarms_finished_backups create",
    "aws_cloudwatch_event_target.alarms_database_events_topic create",
    "aws_cloudwatch_metric_alarm.alarms_certificate_expiry create",
    "aws_cloudwatch_metric_alarm.alarms_database_connections create",
    "aws_cloudwatch_metric_alarm.alarms_database_cpu create",
    "aws_cloudwatch_metric_alarm.alarms_database_credits[0] create",
    "aws_cloudwatch_metric_alarm.alarms_database_memory create",
    "aws_cloudwatch_metric_alarm.alarms_database_storage create",
    "aws_cloudwatch_metric_alarm.alarms_load_balancer_errors create",
    "aws_cloudwatch_metric_alarm.alarms_missing_backup create",
    "aws_cloudwatch_metric_alarm.alarms_missing_nodes create",
    "aws_cloudwatch_metric_alarm.alarms_missing_targets create",
    "aws_cloudwatch_metric_alarm.alarms_slow_answers create",
    "aws_cloudwatch_metric_alarm.alarms_target_errors create",
    "aws_cloudwatch_metric_alarm.alarms_too_few_healthy_targets create",
    "aws_cloudwatch_metric_alarm.alarms_unhealthy_targets create",
    // Automated backups outlive the server by their days. No API call: the provider says so when it deletes the server.
    "aws_db_instance.database update delete_automated_backups",
    // How `rds.force_ssl` is applied, as RDS reports it.
    "aws_db_parameter_group.database_parameter_group update parameter",
    "aws_kms_alias.alarms_key_alias create",
    "aws_kms_key.alarms_key create",
    "aws_sns_topic.alarm_topic create",
    "aws_sns_topic_policy.alarm_topic_policy create",
    "data.aws_iam_policy_document.alarm_topic_policy_document read",
    "output.alarm_topic_arn output",
    "output.what_next output",
  ],
  application: [
    "output.what_next output",
    // Pods have no token for the Kubernetes API, and say how they run.
    "terraform_data.helm_release_package_manager update input",
    "terraform_data.helm_release_package_manager update output",
    // The script learnt to do without a master user. Pods read it when they next start.
    "terraform_data.kubernetes_config_map_v1_package_manager_schema_script update input",
    "terraform_data.kubernetes_config_map_v1_package_manager_schema_script update output",
    // Notes the version that runs, so that another one is not rolled out.
    "terraform_data.package_manager_running_version[0] create",
    // What pods connect to is named.
    "terraform_data.kubernetes_network_policy_v1_package_manager_network_policy update input",
    "terraform_data.kubernetes_network_policy_v1_package_manager_network_policy update output",
  ],
};

const stacks = ["infrastructure", "application"] as const;
type Stack = (typeof stacks)[number];

/** Applies the reference architecture of the fixture in `previous/`, then plans today's on its state. */
export async function checkUpgrade(context: AwsContext): Promise<void> {
  await synth(context.folder);
  for (const stack of stacks) await checkStack(context, stack);
}

async function checkStack({ lane, folder, environment, aws, recorder }: AwsContext, stack: Stack): Promise<void> {
  const terraform = new TerraformFolder(stackFolder(folder, `ppm-${stack}`), {
    ...environment,
    ...variableEnvironment,
  });
  const today = adapt(terraform.json, stack, folder);
  terraform.json = adapt(previous(stack), stack, folder);
  terraform.override({ provider: emulatorProvider });
  terraform.setVariables(stack === "infrastructure" ? await infrastructureVariables(aws) : applicationVariables);
  await lane.step(`applies the ${stack} stack of before`, async () => {
    await terraform.run("init", "-no-color", "-input=false");
    await terraform.plan();
    await terraform.applyPlan();
  });

  terraform.json = today;
  const changes = await lane.step(`plans today's ${stack} stack on that state`, async () => {
    await terraform.run("init", "-no-color", "-input=false");
    return plannedChanges(await terraform.plan());
  });
  // What the emulator forgets shows up in any second plan.
  const gap = (change: PlannedChange) => unexcused([change], emulatorGaps, recorder.exchanges).length === 0;
  const own = changes.filter((change) => !gap(change));
  await lane.check(`destroys and replaces nothing of the ${stack} stack`, () => {
    equal(own.filter(({ action }) => action === "delete" || action === "replace").map(text), []);
  });
  await lane.check(`changes only what is listed of the ${stack} stack`, () => {
    equal(
      own.map(text),
      [...expectedChanges[stack]].sort((a, b) => a.localeCompare(b)),
    );
  });
}

function previous(stack: Stack): JsonObject {
  return JSON.parse(readFileSync(join(__dirname, "previous", `${stack}.json`), "utf8")) as JsonObject;
}

/** Kubernetes and Helm resources become stand-ins; the providers would need a cluster. */
function adapt(json: JsonObject, stack: Stack, folder: string): JsonObject {
  if (stack === "infrastructure") return json;
  const captures = join(folder, "captures");
  mkdirSync(captures, { recursive: true });
  return standIn(json, captures).json;
}
