import { at } from "../inspect/terraform-json";
import type { StackName } from "../inspect/terraform-json";
import type { Found, Model } from "./model";
import { inWords } from "./value";

/** What keeps a resource from being lost. */
export interface Protection {
  readonly stack: StackName;
  readonly address: string;
  /** Terraform refuses to destroy it. */
  readonly byTerraform: boolean;
  /** AWS refuses to delete it, or what is in it. */
  readonly byAws?: string;
  /** How a loss is undone. */
  readonly undo?: string;
}

interface Guards {
  readonly aws?: (body: Found["body"], model: Model) => string | undefined;
  readonly undo?: (body: Found["body"], model: Model) => string | undefined;
}

/** Types that hold data, or whose loss is felt. */
const guards: Readonly<Record<string, Guards>> = {
  aws_db_instance: {
    aws: ({ deletion_protection: on }) => (on === true ? "deletion protection" : undefined),
    undo: (body) => {
      const snapshot = body.skip_final_snapshot === true ? "no final snapshot" : "final snapshot";
      return `backups of ${inWords(body.backup_retention_period)} days, ${snapshot}`;
    },
  },
  aws_s3_bucket: {
    aws: ({ force_destroy: force }) => (force === true ? undefined : "only when empty"),
    undo: ({ bucket }, model) => {
      const of = (type: string) => model.all(type).find(({ body }) => body.bucket === bucket)?.body;
      const days = at(
        of("aws_s3_bucket_lifecycle_configuration"),
        "rule.0.noncurrent_version_expiration.noncurrent_days",
      );
      const isOn = at(of("aws_s3_bucket_versioning"), "versioning_configuration.status") === "Enabled";
      return isOn ? `old versions kept${days === undefined ? "" : ` ${inWords(days)} days`}` : undefined;
    },
  },
  aws_backup_vault: { aws: ({ force_destroy: force }) => (force === true ? undefined : "only when empty") },
  aws_kms_key: { undo: ({ deletion_window_in_days: days }) => `deletion waits ${inWords(days)} days` },
  aws_secretsmanager_secret: { undo: ({ recovery_window_in_days: days }) => `deletion waits ${inWords(days)} days` },
  aws_secretsmanager_secret_version: {},
  terraform_data: {},
  aws_lb: { aws: ({ enable_deletion_protection: on }) => (on === true ? "deletion protection" : undefined) },
  aws_eks_cluster: { aws: ({ deletion_protection: on }) => (on === true ? "deletion protection" : undefined) },
};

/** Protections of everything that holds data, and of whatever else Terraform refuses to destroy. */
export function protectionsOf(model: Model): Protection[] {
  const of = (block: Found): Protection => {
    const { stack, address, body } = block;
    const { aws, undo } = guards[block.type] ?? {};
    const byAws = aws?.(body, model);
    const undone = undo?.(body, model);
    const byTerraform = at(body, "lifecycle.prevent_destroy") === true;
    return { stack, address, byTerraform, ...(byAws && { byAws }), ...(undone && { undo: undone }) };
  };
  const rank = ({ type }: Found) => Object.keys(guards).indexOf(type) + 1 || Infinity;
  return model.blocks
    .filter(({ kind }) => kind === "resource")
    .sort((a, b) => rank(a) - rank(b) || 0)
    .map((block) => ({ block, protection: of(block) }))
    .filter(({ block, protection }) => protection.byTerraform || (guards[block.type] && hasGuards(block)))
    .map(({ protection }) => protection);
}

function hasGuards({ type }: Found): boolean {
  return Object.keys(guards[type] ?? {}).length > 0;
}
