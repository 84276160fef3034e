import { blocksOf } from "../../../src/inspect/terraform-json";
import { synthesizeDeployment } from "../../../src/inspect/synthesized";
import { deploymentSchema } from "../../../src/config/schema";

const infrastructure = (file: object) => synthesizeDeployment(deploymentSchema.parse(file)).stacks.infrastructure;
const resourcesOf = (file: object) =>
  infrastructure(file).resource?.aws_backup_selection?.backup_selection?.resources ?? [];

describe("backup", () => {
  test("leaves the reference architecture without AWS Backup, and with its automated backups", () => {
    const json = infrastructure({});
    expect(blocksOf(json).filter(({ type }) => type.startsWith("aws_backup_"))).toEqual([]);
    const server = json.resource?.aws_db_instance?.database;
    expect(server?.backup_retention_period).toBe("${var.database_backup_retention_days}");
    // No value of the variable turns point-in-time recovery off.
    expect(json.variable?.database_backup_retention_days).toMatchObject({ default: 14, nullable: false });
    expect(JSON.stringify(json.variable?.database_backup_retention_days?.validation)).toContain(
      "var.database_backup_retention_days >= 1 &&",
    );
  });

  test("backs up what is made here, by ARN", () => {
    const own = ["${aws_db_instance.database.arn}", "${aws_s3_bucket.bucket.arn}"];
    expect(resourcesOf({ backup: { mode: "create" } })).toEqual(own);
    expect(resourcesOf({ backup: { mode: "create" }, database: { mode: "restore", from: "snapshot" } })).toEqual(own);
    expect(resourcesOf({ backup: { mode: "create" }, bucket: { mode: "existing" } })).toEqual([own[0]]);
    const existing = { mode: "existing", credentials: "master" };
    expect(resourcesOf({ backup: { mode: "create" }, database: existing })).toEqual([own[1]]);
  });

  test("uses a provider of the other region, with the tags and the role of the first", () => {
    const json = infrastructure({ awsRole: "assume", backup: { mode: "create", copy: "otherRegion" } });
    const [first, other] = json.provider?.aws ?? [];
    expect(other).toEqual({ ...(first as object), alias: "backup", region: "${var.backup_copy_region}" });
    const elsewhere = blocksOf(json).filter(({ body }) => body.provider === "aws.backup");
    expect(elsewhere.map(({ address }) => address).sort()).toEqual([
      "aws_backup_vault.backup_copy_vault",
      "aws_backup_vault_lock_configuration.backup_copy_vault_lock",
      "aws_kms_alias.backup_copy_key_alias",
      "aws_kms_key.backup_copy_key",
    ]);
  });

  test("looks a given key up in the region of its vault", () => {
    const json = infrastructure({ keys: { mode: "existing" }, backup: { mode: "create", copy: "otherRegion" } });
    expect(json.data?.aws_kms_key?.backup_copy_key).toMatchObject({
      provider: "aws.backup",
      lifecycle: {
        precondition: [{ condition: '${split(":", var.backup_copy_kms_key_arn)[3] == var.backup_copy_region}' }],
      },
    });
  });

  test("a child module asks its root module for both providers that it may need", () => {
    const json = infrastructure({
      output: "module",
      handover: "variables",
      backup: { mode: "create", copy: "otherRegion" },
      loadBalancer: { mode: "create", hostedZone: "otherAccount" },
    });
    expect(json.provider).toBeUndefined();
    expect(json.terraform).toMatchObject({
      required_providers: { aws: { configuration_aliases: ["aws.backup", "aws.dns"] } },
    });
  });
});
