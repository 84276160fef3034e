import { shape } from "../../../scripts/checks/shapes";
import type { JsonObject, Stacks } from "../../../src/inspect/terraform-json";
import { atRestOf, inTransitOf } from "../../../src/report/encryption";
import { Model } from "../../../src/report/model";
import { body, changed, set } from "../../support/report";

const unchanged = () => undefined;

function keyOf(address: string, change: (stacks: Stacks) => unknown = unchanged): string[] {
  return atRestOf(new Model(changed("reference", change)))
    .filter((one) => one.address === address)
    .map(({ key }) => key);
}

function tls(what: string, change: (stacks: Stacks) => unknown = unchanged) {
  const found = inTransitOf(new Model(changed("reference", change))).find((one) => one.what === what);
  return found && [found.isEncrypted, found.detail];
}

test("every stored thing of the reference architecture has a key", () => {
  const keys = Object.fromEntries(atRestOf(new Model(shape("reference"))).map(({ address, key }) => [address, key]));
  expect(keys).toEqual({
    "aws_db_instance.database": "aws_kms_key.database_key",
    "aws_s3_bucket.access_logs": "SSE-S3, a key of S3",
    "aws_s3_bucket.bucket": "aws_kms_key.bucket_key",
    "aws_eks_cluster.cluster": "aws_kms_key.cluster_key",
    "aws_secretsmanager_secret.database_master_password": "aws_kms_key.secrets_key",
    "aws_secretsmanager_secret.database_password": "aws_kms_key.secrets_key",
    "aws_secretsmanager_secret.encryption_key": "aws_kms_key.secrets_key",
    "aws_secretsmanager_secret.license": "aws_kms_key.secrets_key",
    "aws_sns_topic.alarm_topic": "aws_kms_key.alarms_key",
    "aws_cloudwatch_log_group.cluster_log_group": "aws_kms_key.logs_key",
    "aws_cloudwatch_log_group.database_postgresql_log_group": "aws_kms_key.logs_key",
    "aws_cloudwatch_log_group.database_upgrade_log_group": "aws_kms_key.logs_key",
    "aws_cloudwatch_log_group.network_flow_logs_log_group": "aws_kms_key.logs_key",
    "aws_launch_template.cluster_node_group_launch_template": "the account's AWS-managed key",
  });
});

test("what the JSON does not encrypt is said not to be", () => {
  const database = "aws_db_instance.database";
  expect(keyOf(database, set(database, { storage_encrypted: false }))[0]).toBe("none");
  expect(keyOf(database, set(database, { kms_key_id: null }))[0]).toBe("AWS-owned key");
  const logs = "aws_cloudwatch_log_group.cluster_log_group";
  expect(keyOf(logs, set(logs, { kms_key_id: null }))).toEqual(["AWS-owned key"]);
  const rule = "aws_s3_bucket_server_side_encryption_configuration.bucket_server_side_encryption";
  expect(keyOf("aws_s3_bucket.bucket", set(rule, { rule: [] }))).toEqual(["SSE-S3, a key of S3"]);
  const template = "aws_launch_template.cluster_node_group_launch_template";
  const plain = set(template, { block_device_mappings: [{ ebs: { encrypted: "false" } }] });
  expect(keyOf(template, plain)).toEqual(["none"]);
});

test("a key by ARN is named by it", () => {
  const arn = "arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d";
  const logs = "aws_cloudwatch_log_group.cluster_log_group";
  expect(keyOf(logs, set(logs, { kms_key_id: arn }))).toEqual([arn]);
});

describe("connections", () => {
  test("listeners", () => {
    expect(tls("Clients to the load balancer, port 443")).toEqual([true, "ELBSecurityPolicy-TLS13-1-2-2021-06"]);
    expect(tls("Clients to the load balancer, port 80")).toEqual([true, "redirects to HTTPS"]);
    const plain = set("aws_lb_listener.load_balancer_http_listener", { default_action: [{ type: "forward" }] });
    expect(tls("Clients to the load balancer, port 80", plain)).toEqual([false, "plain HTTP"]);
    expect(tls("Load balancer to the pods")).toEqual([false, "HTTP, port 4242, inside the VPC"]);
  });

  test("the server of the database", () => {
    expect(tls("Database, server side")?.[0]).toBe(true);
    const parameters = set("aws_db_parameter_group.database_parameter_group", { parameter: [] });
    expect(tls("Database, server side", parameters)?.[0]).toBe(false);
  });

  test("the database's clients", () => {
    expect(tls("Pods to the database")).toEqual([true, "sslmode=verify-full"]);
    const preferring = ({ application }: Stacks) => {
      const values = application.locals?.package_manager_chart_values as { config: { Postgres: JsonObject } };
      values.config.Postgres.URL = "postgres://a@b/c?sslmode=prefer";
    };
    expect(tls("Pods to the database", preferring)).toEqual([false, "sslmode=prefer"]);
  });

  test("the bucket's policy, by its document", () => {
    expect(tls("Bucket")?.[0]).toBe(true);
    const without = (stacks: Stacks) => {
      for (const name of ["bucket_policy", "access_logs_policy"]) {
        body(stacks, "infrastructure", `aws_s3_bucket_policy.${name}`).policy = "{}";
      }
    };
    expect(tls("Bucket", without)).toEqual([false, "the policy does not ask for TLS"]);
  });
});
