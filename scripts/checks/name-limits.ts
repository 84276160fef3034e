import { blocksOf, type JsonObject, type Problem, type TerraformJson } from "../../src/inspect/terraform-json";

/** What AWS allows as a name. */
interface Limit {
  readonly most: number;
  readonly pattern: RegExp;
}

const hyphenated = /^[a-zA-Z](-?[a-zA-Z0-9])*$/;
const word = /^[\w+=,.@-]+$/;

/** Characters that Terraform adds to a `…_prefix`. */
const SUFFIX = 26;

/** Arguments that name a thing in AWS, with the limit of its service. A prefix has room for Terraform's suffix. */
const LIMITS: Readonly<Record<string, Limit>> = {
  "aws_backup_plan.name": { most: 50, pattern: /^[\w.-]+$/ },
  "aws_backup_selection.name": { most: 50, pattern: /^[\w.-]+$/ },
  "aws_backup_vault.name": { most: 50, pattern: /^[a-zA-Z0-9_-]{2,}$/ },
  "aws_cloudwatch_dashboard.dashboard_name": { most: 255, pattern: /^[\w-]+$/ },
  "aws_cloudwatch_event_rule.name": { most: 64, pattern: /^[\w.-]+$/ },
  "aws_cloudwatch_metric_alarm.alarm_name": { most: 255, pattern: /^[^:\s]+$/ },
  "aws_cloudwatch_log_group.name": { most: 512, pattern: /^[\w./#-]+$/ },
  "aws_db_instance.db_name": { most: 63, pattern: /^[a-zA-Z_]\w*$/ },
  "aws_db_instance.final_snapshot_identifier": { most: 255, pattern: hyphenated },
  "aws_db_instance.identifier": { most: 63, pattern: hyphenated },
  "aws_db_parameter_group.name": { most: 255, pattern: hyphenated },
  "aws_db_subnet_group.name": { most: 255, pattern: /^[a-z0-9 ._-]+$/ },
  "aws_eks_cluster.name": { most: 100, pattern: /^[0-9A-Za-z][\w-]*$/ },
  "aws_eks_node_group.node_group_name": { most: 63, pattern: /^[0-9A-Za-z][\w-]*$/ },
  "aws_eks_node_group.node_group_name_prefix": { most: 63 - SUFFIX, pattern: /^[0-9A-Za-z][\w-]*$/ },
  "aws_iam_role.name": { most: 64, pattern: word },
  "aws_iam_role.name_prefix": { most: 64 - SUFFIX, pattern: word },
  "aws_iam_role_policy.name": { most: 128, pattern: word },
  "aws_kms_alias.name": { most: 256, pattern: /^alias\/(?!aws\/)[\w/-]+$/ },
  "aws_launch_template.name": { most: 128, pattern: /^[\w()./-]{3,}$/ },
  "aws_launch_template.name_prefix": { most: 128 - SUFFIX, pattern: /^[\w()./-]+$/ },
  "aws_lb.name": { most: 32, pattern: /^(?!internal-)[a-zA-Z0-9](-?[a-zA-Z0-9])*$/ },
  "aws_lb_target_group.name": { most: 32, pattern: /^[a-zA-Z0-9](-?[a-zA-Z0-9])*$/ },
  "aws_lb_target_group.name_prefix": { most: 6, pattern: /^[a-zA-Z0-9-]+$/ },
  "aws_s3_bucket.bucket": { most: 63, pattern: /^(?!xn--)[a-z0-9][a-z0-9-]{1,}[a-z0-9](?<!-s3alias)$/ },
  "aws_secretsmanager_secret.name": { most: 512, pattern: /^[\w/+=.@-]+$/ },
  "aws_secretsmanager_secret.name_prefix": { most: 512 - SUFFIX, pattern: /^[\w/+=.@-]+$/ },
  "aws_security_group.name": { most: 255, pattern: /^(?!sg-)[\w ._:/()#,@[\]+=&;{}!$*-]+$/ },
  "aws_sns_topic.display_name": { most: 100, pattern: /^[\w -]+$/ },
  "aws_sns_topic.name": { most: 256, pattern: /^[\w-]+$/ },
  "aws_wafv2_web_acl.name": { most: 128, pattern: /^[\w-]+$/ },
};

/** Arguments that look like names, but choose or mention something that has its own. */
const NO_NAMES =
  /^aws_(acm_certificate\.domain_name|backup_vault_lock_configuration\.backup_vault_name|cloudwatch_metric_alarm\.metric_name|db_instance\.(ca_cert_identifier|db_subnet_group_name|parameter_group_name|snapshot_identifier)|eks_\w+\.cluster_name|eks_addon\.addon_name|route53_record\.name|s3_bucket_\w+\.bucket|vpc_endpoint\.service_name)$/;

/** Checks the names of AWS resources, whose values must be filled in. A name without a known limit is a problem too. */
export function checkNames(json: TerraformJson): Problem[] {
  return blocksOf(json)
    .filter(({ kind, type }) => kind === "resource" && type.startsWith("aws_"))
    .flatMap(({ type, address, body }) =>
      namesOf(body).flatMap(([path, name]): Problem[] => {
        const limit = LIMITS[`${type}.${path}`];
        const problem = (message: string): Problem[] => [{ rule: "name", address, path, message }];
        if (NO_NAMES.test(`${type}.${path}`) || /^\$\{aws_\w+\.\w+\.[^}]*\}$/.test(name)) return [];
        if (!limit) return problem(`${JSON.stringify(name)} may be a name; its limit is not known here`);
        if (name.length > limit.most)
          return problem(`${JSON.stringify(name)} has ${name.length} characters, at most ${limit.most}`);
        return limit.pattern.test(name) ? [] : problem(`${JSON.stringify(name)} does not match ${limit.pattern}`);
      }),
    );
}

function namesOf(body: JsonObject): [string, string][] {
  return Object.entries(body).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === "string" &&
      /(^|_)(name|name_prefix|identifier|identifier_prefix|bucket|bucket_prefix)$/.test(entry[0]),
  );
}
