import { type VariableCatalog, type VariableSpec, defineVariables } from "../terraform/variables";

const keyArn = <const N extends string>(name: N, what: string) =>
  ({
    type: "string",
    description: `ARN of the KMS key that encrypts ${what}. Several variables may name the same key.`,
    example: "arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-4e5f-6789-0a1b-2c3d4e5f6789",
    rules: [
      {
        condition: `can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$", var.${name}))`,
        expected: "the ARN of a KMS key, not of an alias",
        fix: "copy it from the KMS console; of an alias, 'aws kms describe-key --key-id ALIAS' shows the key",
      },
    ],
  }) as const satisfies VariableSpec;

const when = "keys.mode: existing";
const section = "Encryption keys";

/** The ARN of each KMS key that would be made otherwise, by what the key is for. */
export const keyVariables = {
  logs: defineVariables({
    section,
    when,
    variables: { logsKmsKeyArn: keyArn("logs_kms_key_arn", "all log groups") },
  }),
  alarms: defineVariables({
    section,
    when,
    variables: { alarmsKmsKeyArn: keyArn("alarms_kms_key_arn", "the SNS topic of the alarms") },
  }),
  cluster: defineVariables({
    section,
    when,
    variables: {
      clusterKmsKeyArn: keyArn(
        "cluster_kms_key_arn",
        "Kubernetes Secrets. A cluster keeps it: EKS would need another, whose name is taken as long as the old one is there",
      ),
    },
  }),
  database: defineVariables({
    section,
    when,
    variables: {
      databaseKmsKeyArn: keyArn(
        "database_kms_key_arn",
        "the database server, its snapshots and Performance Insights. Changing it replaces the server",
      ),
    },
  }),
  secrets: defineVariables({
    section,
    when,
    variables: { secretsKmsKeyArn: keyArn("secrets_kms_key_arn", "the secrets in Secrets Manager") },
  }),
  /** Also for a bucket that exists, with `bucket.customerKey`. */
  bucket: defineVariables({
    section,
    when: `${when} or bucket.customerKey: true`,
    variables: { bucketKmsKeyArn: keyArn("bucket_kms_key_arn", "Package Manager's bucket") },
  }),
  clientSide: defineVariables({
    section,
    when,
    variables: {
      clientSideKmsKeyArn: keyArn("client_side_kms_key_arn", "objects before Package Manager sends them to the bucket"),
    },
  }),
  backup: defineVariables({
    section,
    when: `${when} and backup.mode: create`,
    variables: {
      backupKmsKeyArn: keyArn("backup_kms_key_arn", "the vault of AWS Backup. Changing it replaces the vault"),
    },
  }),
  /** In the region that backups are copied to. */
  backupCopy: defineVariables({
    section,
    when: `${when} and backup.copy: otherRegion`,
    variables: {
      backupCopyKmsKeyArn: {
        ...keyArn("backup_copy_kms_key_arn", "copies of backups; a key of `backup_copy_region`"),
        example: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-0a1b-2c3d4e5f6789",
      },
    },
  }),
} satisfies Record<string, VariableCatalog>;

/** What a key is for. */
export type KeyPurpose = keyof typeof keyVariables;
