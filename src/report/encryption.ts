import { at } from "../inspect/terraform-json";
import { chartValues } from "../inspect/chart-values";
import type { Json, StackName } from "../inspect/terraform-json";
import type { Found, Model } from "./model";
import { addressIn, inWords } from "./value";

/** Something that is stored, and the key that encrypts it. */
export interface AtRest {
  readonly what: string;
  readonly stack: StackName;
  readonly address: string;
  /** Address or ARN of the key; `AWS-owned key` and the like where there is none of yours; `none`: not encrypted. */
  readonly key: string;
}

/** A connection. */
export interface InTransit {
  readonly what: string;
  readonly stack: StackName;
  readonly address: string;
  readonly isEncrypted: boolean | "unknown";
  readonly detail: string;
}

/** What each stored thing is encrypted by. */
export function atRestOf(model: Model): AtRest[] {
  return [
    ...model
      .all("aws_db_instance")
      .flatMap((block) => [
        stored("Database storage and snapshots", block, block.body.kms_key_id, block.body.storage_encrypted === true),
        ...(block.body.performance_insights_enabled === true
          ? [stored("Performance Insights", block, block.body.performance_insights_kms_key_id)]
          : []),
      ]),
    ...model.all("aws_s3_bucket").map((block) => {
      const rule = model
        .all("aws_s3_bucket_server_side_encryption_configuration")
        .find(({ body }) => body.bucket === block.body.bucket);
      const by = at(rule?.body, "rule.0.apply_server_side_encryption_by_default");
      const isKms = at(by, "sse_algorithm") === "aws:kms";
      return stored(
        "Objects",
        block,
        isKms ? at(by, "kms_master_key_id") : undefined,
        true,
        isKms ? AWS_MANAGED : SSE_S3,
      );
    }),
    ...model.all("aws_backup_vault").map((block) => stored("Backups", block, block.body.kms_key_arn)),
    ...model
      .all("aws_eks_cluster")
      .map((block) =>
        stored("Kubernetes Secrets in etcd", block, at(block.body, "encryption_config.provider.key_arn")),
      ),
    ...model
      .all("aws_secretsmanager_secret")
      .map((block) => stored("Secret", block, block.body.kms_key_id, true, AWS_MANAGED)),
    ...model.all("aws_cloudwatch_log_group").map((block) => stored("Logs", block, block.body.kms_key_id)),
    ...model.all("aws_sns_topic").map((block) => stored("Messages of alarms", block, block.body.kms_master_key_id)),
    ...model.all("aws_launch_template").map((block) => {
      const disk = at(block.body, "block_device_mappings.0.ebs");
      const isEncrypted = at(disk, "encrypted") === true || at(disk, "encrypted") === "true";
      return stored("Disks of the nodes", block, at(disk, "kms_key_id"), isEncrypted, AWS_MANAGED);
    }),
  ];
}

const AWS_OWNED = "AWS-owned key";
const AWS_MANAGED = "the account's AWS-managed key";
const SSE_S3 = "SSE-S3, a key of S3";

function stored(
  what: string,
  { stack, address }: Found,
  key: Json | undefined,
  isEncrypted = true,
  otherwise = AWS_OWNED,
): AtRest {
  const named = key === undefined || key === null || key === "" ? otherwise : (addressIn(key) ?? inWords(key));
  return { what, stack, address, key: isEncrypted ? named : "none" };
}

/** How connections are encrypted. */
export function inTransitOf(model: Model): InTransit[] {
  return [
    ...model.all("aws_lb_listener").map(({ stack, address, body }) => {
      const isTls = body.protocol === "HTTPS" || body.protocol === "TLS";
      const isRedirect = at(body, "default_action.0.redirect.protocol") === "HTTPS";
      const detail = isTls ? inWords(body.ssl_policy) : isRedirect ? "redirects to HTTPS" : "plain HTTP";
      const what = `Clients to the load balancer, port ${inWords(body.port)}`;
      return { what, stack, address, isEncrypted: isTls || isRedirect, detail };
    }),
    ...model.all("aws_lb_target_group").map(({ stack, address, body }) => ({
      what: "Load balancer to the pods",
      stack,
      address,
      isEncrypted: body.protocol === "HTTPS",
      detail: `${inWords(body.protocol)}, port ${inWords(body.port)}, inside the VPC`,
    })),
    ...model.all("aws_db_parameter_group").map(({ stack, address, body }) => {
      const parameters = (Array.isArray(body.parameter) ? body.parameter : []) as Found["body"][];
      const forced = parameters.find(({ name }) => name === "rds.force_ssl")?.value;
      const isForced = String(forced) === "1";
      const detail = isForced ? "the server refuses connections without TLS" : "the server admits plain connections";
      return { what: "Database, server side", stack, address, isEncrypted: isForced, detail };
    }),
    ...model.all("helm_release").flatMap(clientSide),
    ...model.all("aws_s3_bucket_policy").map((block) => {
      const { stack, address } = block;
      const document = model.referred(block.body.policy, stack);
      const statements = (document?.body.statement ?? []) as Found["body"][];
      const denies = statements.some(
        ({ effect, condition }) =>
          effect === "Deny" &&
          at(condition, "variable") === "aws:SecureTransport" &&
          String(at(condition, "values.0")) === "false",
      );
      const detail = denies ? "the bucket's policy denies requests without TLS" : "the policy does not ask for TLS";
      return { what: "Bucket", stack, address, isEncrypted: denies, detail };
    }),
  ];
}

/** `sslmode` of the addresses that the release's pods connect to. */
function clientSide({ stack, address, body }: Found): InTransit[] {
  const [text] = Array.isArray(body.values) ? body.values : [];
  if (typeof text !== "string" || !text.includes("postgres://")) return [];
  const url = at(chartValues(body), "config.Postgres.URL");
  const mode = /[?&]sslmode=([\w-]+)/.exec(String(url))?.[1];
  const detail = mode ? `sslmode=${mode}` : "sslmode not known";
  const isEncrypted = mode === undefined ? "unknown" : /^(require|verify-)/.test(mode);
  return [{ what: "Pods to the database", stack, address, isEncrypted, detail }];
}
