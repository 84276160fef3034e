import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { Annotations, type IResolvable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import {
  PropError,
  type RoleSettings,
  ServiceRole,
  managedPolicyArns,
  requireInteger,
  requirePattern,
  serviceTrust,
} from "../core";
import type { IEncryptionKey } from "../encryption-key";
import { BACKUP_POLICIES } from "./permissions";
import { Vault } from "./vault";

/** Where every backup is copied to. */
export interface BackupCopy {
  /** Works in the other region. */
  readonly provider: TerraformProvider;
  /** Key of the other region, which encrypts the copies. */
  readonly encryptionKey: IEncryptionKey;
  /** Days for which a copy is kept, 1 to 36500. @default - as long as the original */
  readonly retentionDays?: number;
}

export interface BackupProps extends RoleSettings {
  /** Names plan, selection and vaults; 2 to 50 letters, digits or hyphens. Changing it replaces the vaults. */
  readonly name: string;
  /** AWS partition, such as `aws` or `aws-us-gov`. */
  readonly partition: string;
  /** ARNs of what is backed up: RDS servers, and buckets that keep versions. At least one. */
  readonly resourceArns: readonly string[];
  /** Encrypts the vault. Backups of RDS keep the key of their server; their copies get the key of the copy. */
  readonly encryptionKey: IEncryptionKey;
  /** When backups start, in UTC, as a cron expression of EventBridge; within an hour from then. @default "cron(0 1 ? * * *)" */
  readonly schedule?: string;
  /** Days for which a backup is kept, 1 to 36500. @default 35 */
  readonly retentionDays?: number;
  /**
   * Days from its start for which a backup cannot be deleted, 1 to {@link retentionDays}, but by who may change the lock:
   * governance mode. @default - no lock
   */
  readonly lockDays?: number;
  /** Copies to another region. @default - none */
  readonly copy?: BackupCopy;
  /** Keeps Terraform from destroying the vaults. @default true */
  readonly protection?: boolean;
  /** Destroys the vaults together with every backup. Only without {@link protection}. @default - a vault with backups stays */
  readonly forceDestroy?: IResolvable;
  /** Existing role by which AWS Backup reads what it backs up. @default - a role is made */
  readonly roleArn?: string;
}

const DAYS = { min: 1, max: 36500, unit: "days" };

/**
 * Defines a daily backup of a server and a bucket by AWS Backup: a vault, a plan, and a role that reads nothing else than
 * AWS's own policies for backups allow.
 *
 * Costs what the backups take, and the keys.
 *
 * @throws PropError when the name or a number is outside what AWS Backup allows.
 */
export class Backup extends Construct {
  readonly vaultName: string;
  readonly vaultArn: string;
  /** Name of the vault in the other region. */
  readonly copyVaultName?: string;

  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id);
    const { name, retentionDays = 35, protection = true, lockDays, copy } = props;
    validate(this, { ...props, retentionDays });
    if (!protection) Annotations.of(this).addWarning("`protection` is off: Terraform may destroy these backup vaults.");

    const common = { name: `${name}-backups`, lockDays, protection, forceDestroy: props.forceDestroy };
    const vault = new Vault(this, "Vault", { ...common, retentionDays, encryptionKey: props.encryptionKey });
    const copyVault = copy && new Vault(this, "CopyVault", { ...common, retentionDays, ...copy });
    this.vaultName = vault.vaultName;
    this.vaultArn = vault.arn;
    this.copyVaultName = copyVault?.vaultName;

    const role = ServiceRole.define(this, "Role", {
      roleArn: props.roleArn,
      name: `${name}-backup`,
      trust: serviceTrust("backup.amazonaws.com"),
      managedPolicyArns: managedPolicyArns(props.partition, BACKUP_POLICIES),
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      iamPath: props.iamPath,
    });
    const plan = new BackupPlan(this, "Plan", {
      name: `${name}-backups`,
      rule: [
        {
          ruleName: "daily",
          targetVaultName: vault.vaultName,
          schedule: props.schedule ?? "cron(0 1 ? * * *)",
          startWindow: 60,
          completionWindow: 600,
          // Not continuous: AWS Backup would take the server's own backup window and retention over.
          lifecycle: { deleteAfter: retentionDays },
          ...(copyVault && {
            copyAction: [
              {
                destinationVaultArn: copyVault.arn,
                lifecycle: { deleteAfter: copy?.retentionDays ?? retentionDays },
              },
            ],
          }),
        },
      ],
    });
    new BackupSelection(this, "Selection", {
      name: `${name}-data`,
      planId: plan.id,
      iamRoleArn: role.arn,
      resources: [...props.resourceArns],
      dependsOn: role.dependencies,
    });
  }
}

function validate(scope: Construct, props: BackupProps & { readonly retentionDays: number }): void {
  requirePattern(scope, "name", props.name, {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9-]{1,41}$/,
    expected: "2 to 42 letters, digits or hyphens",
    fix: "shorten it or take the other characters out",
  });
  requireInteger(scope, "retentionDays", props.retentionDays, DAYS);
  if (props.lockDays !== undefined) requireInteger(scope, "lockDays", props.lockDays, DAYS);
  if (props.copy?.retentionDays !== undefined) {
    requireInteger(scope, "copy.retentionDays", props.copy.retentionDays, DAYS);
  }
  if (props.resourceArns.length === 0) {
    throw new PropError(scope, "resourceArns", props.resourceArns, "at least one ARN", "name what is backed up");
  }
}
