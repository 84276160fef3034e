import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { type IResolvable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { expression } from "../core";
import type { IEncryptionKey } from "../encryption-key";

export interface VaultProps {
  /** 2 to 50 letters, digits, hyphens or underscores, unique in account and region. Changing it replaces the vault. */
  readonly name: string;
  /** Key of the vault's region. Changing it replaces the vault. */
  readonly encryptionKey: IEncryptionKey;
  /** Days for which backups are kept here. */
  readonly retentionDays: number;
  /** Days for which nobody without rights over the lock deletes a backup. @default - no lock */
  readonly lockDays?: number;
  /** Works in the region of the vault. @default - the provider of everything else */
  readonly provider?: TerraformProvider;
  /** Keeps Terraform from destroying the vault. */
  readonly protection: boolean;
  /** Destroys the vault together with every backup in it. @default - a vault with backups stays */
  readonly forceDestroy?: IResolvable;
}

/** Defines a vault for backups, which AWS deletes only when it is empty. */
export class Vault extends Construct {
  readonly vaultName: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: VaultProps) {
    super(scope, id);
    const { provider } = props;
    const vault = new BackupVault(this, "Resource", {
      provider,
      name: props.name,
      kmsKeyArn: props.encryptionKey.keyArn,
      forceDestroy: props.forceDestroy ?? false,
      lifecycle: { preventDestroy: props.protection },
    });
    this.vaultName = vault.name;
    this.arn = vault.arn;
    if (props.lockDays !== undefined) {
      // Without `changeableForDays`, which would make it the compliance mode that nobody can undo.
      new BackupVaultLockConfiguration(this, "Lock", {
        provider,
        backupVaultName: this.vaultName,
        minRetentionDays: props.lockDays,
        lifecycle: {
          precondition: [
            {
              condition: expression`${props.lockDays} <= ${props.retentionDays}`,
              errorMessage: `backup_lock_days is ${props.lockDays}, expected at most the ${props.retentionDays} days for which the vault's backups are kept, since it takes none that is kept for less; lower it, or keep them for longer.`,
            },
          ],
        },
      });
    }
  }
}
