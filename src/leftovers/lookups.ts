import { ListRolesCommand, ListRoleTagsCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, ListAliasesCommand } from "@aws-sdk/client-kms";
import { DescribeDBInstanceAutomatedBackupsCommand } from "@aws-sdk/client-rds";
import { GetResourcesCommand } from "@aws-sdk/client-resource-groups-tagging-api";
import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import type { Aws } from "../aws/clients";

/** Something that is still in AWS. */
export interface Leftover {
  readonly arn: string;
  /** That it is on its way out, and when. */
  readonly note?: string;
}

/** What AWS answered. */
export interface Answer {
  readonly found: readonly Leftover[];
  /** What it did not list, and why. */
  readonly unknown: readonly string[];
}

/** Tags that everything has that a deployment makes. */
const tagsOf = (name: string) => ({ Application: "posit-package-manager", Deployment: name });

/** What of a deployment is in a region. @param withGlobal also what is in no region */
export async function leftoversIn(aws: Aws, name: string, withGlobal: boolean): Promise<Answer> {
  const lists: Readonly<Record<string, Promise<readonly (Leftover | undefined)[]>>> = {
    "what has the tags": tagged(aws, name).then((arns) => Promise.all(arns.map((arn) => describe(aws, arn)))),
    "aliases of keys": aliases(aws, name),
    "automated backups of a deleted server": automatedBackups(aws, name),
    ...(withGlobal && { roles: roles(aws, name) }),
  };
  const names = Object.keys(lists);
  const settled = await Promise.allSettled(Object.values(lists));
  return {
    found: settled
      .flatMap((result) => (result.status === "fulfilled" ? result.value : []))
      .filter((one) => one !== undefined)
      .sort((a, b) => (a.arn < b.arn ? -1 : 1)),
    unknown: settled.flatMap((result, i) =>
      result.status === "rejected" ? [`${names[i]}: ${(result.reason as Error).name}`] : [],
    ),
  };
}

async function tagged({ tagging }: Aws, name: string): Promise<string[]> {
  const TagFilters = Object.entries(tagsOf(name)).map(([Key, value]) => ({ Key, Values: [value] }));
  const arns: string[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await tagging.send(new GetResourcesCommand({ TagFilters, PaginationToken }));
    for (const { ResourceARN } of page.ResourceTagMappingList ?? []) if (ResourceARN) arns.push(ResourceARN);
    PaginationToken = page.PaginationToken || undefined;
  } while (PaginationToken !== undefined);
  return arns;
}

/** AWS lists for a while what is gone; of keys and secrets it can say so, and when they go. */
async function describe({ kms, secrets }: Aws, arn: string): Promise<Leftover | undefined> {
  const service = arn.split(":")[2];
  const until = (date: Date | undefined) => (date ? ` on ${date.toISOString().slice(0, 10)}` : "");
  try {
    if (service === "kms") {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
      if (KeyMetadata?.KeyState !== "PendingDeletion") return { arn };
      return { arn, note: `AWS deletes it${until(KeyMetadata.DeletionDate)}` };
    }
    if (service === "secretsmanager") {
      const { DeletedDate } = await secrets.send(new DescribeSecretCommand({ SecretId: arn }));
      return DeletedDate ? { arn, note: `deleted${until(DeletedDate)}, and kept for its recovery window` } : { arn };
    }
    return { arn };
  } catch (error) {
    const { name } = error as Error;
    if (name === "NotFoundException" || name === "ResourceNotFoundException") return undefined;
    return { arn, note: `its state is not known: ${name}` };
  }
}

/** They have no tags. */
async function aliases({ kms }: Aws, name: string): Promise<Leftover[]> {
  const found: Leftover[] = [];
  let Marker: string | undefined;
  do {
    const page = await kms.send(new ListAliasesCommand({ Marker }));
    for (const { AliasName, AliasArn } of page.Aliases ?? []) {
      if (AliasName?.startsWith(`alias/${name}-`)) found.push({ arn: AliasArn ?? AliasName, note: "by its name" });
    }
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  return found;
}

/** What a deleted server leaves behind, for as long as its backups were kept. */
async function automatedBackups({ rds }: Aws, name: string): Promise<Leftover[]> {
  try {
    const { DBInstanceAutomatedBackups = [] } = await rds.send(
      new DescribeDBInstanceAutomatedBackupsCommand({ DBInstanceIdentifier: name }),
    );
    return DBInstanceAutomatedBackups.filter(({ Status }) => Status === "retained").map(
      ({ DBInstanceAutomatedBackupsArn: arn, DbiResourceId, BackupRetentionPeriod }) => ({
        arn: arn ?? `automated backups of ${DbiResourceId}`,
        note: `automated backups, each kept for ${BackupRetentionPeriod} days`,
      }),
    );
  } catch (error) {
    if ((error as Error).name.startsWith("DBInstanceAutomatedBackupNotFound")) return [];
    throw error;
  }
}

/** The list by tags leaves roles out. */
async function roles({ iam }: Aws, name: string): Promise<Leftover[]> {
  const named: { RoleName: string; Arn: string }[] = [];
  let Marker: string | undefined;
  do {
    const page = await iam.send(new ListRolesCommand({ Marker }));
    for (const { RoleName, Arn } of page.Roles ?? []) {
      if (RoleName?.startsWith(`${name}-`)) named.push({ RoleName, Arn: Arn ?? RoleName });
    }
    Marker = page.Marker;
  } while (Marker !== undefined);
  const own = await Promise.all(
    named.map(async ({ RoleName, Arn }) => {
      const { Tags = [] } = await iam.send(new ListRoleTagsCommand({ RoleName }));
      const isOwn = Object.entries(tagsOf(name)).every(([key, value]) =>
        Tags.some(({ Key, Value }) => Key === key && Value === value),
      );
      return isOwn ? { arn: Arn } : undefined;
    }),
  );
  return own.filter((one) => one !== undefined);
}
