import type { AwsClient } from "./aws-client";
import type { Exchange } from "./recorder";

/**
 * The emulator restores snapshots only, and forgets the key of what it restores, which RDS keeps. Where a server is to be
 * restored to a point in time, one is restored from a snapshot beforehand and handed over when Terraform asks for it.
 */
export class RestoredServers {
  private readonly keys = new Map<string, string>();

  /** Says which key encrypts a server that will be restored under this name. */
  expect(identifier: string, keyArn: string): void {
    this.keys.set(identifier, keyArn);
  }

  /** Makes what stands for a server that will be restored to a point in time. */
  async standIn(aws: AwsClient, identifier: string, snapshot: string): Promise<void> {
    await aws.call("rds", "restore_db_instance_from_db_snapshot", {
      DBInstanceIdentifier: identifier,
      DBSnapshotIdentifier: snapshot,
    });
  }

  amend({ service, action, request, status, response }: Exchange): string | undefined {
    if (service !== "rds") return undefined;
    if (action === "RestoreDBInstanceToPointInTime") return pointInTimeAnswer(request);
    // That there is no such server stays an error.
    if (action !== "DescribeDBInstances" || status !== 200) return undefined;
    return response.replace(/<DBInstance>[\s\S]*?<\/DBInstance>/g, (instance) => {
      const key = this.keys.get(/<DBInstanceIdentifier>(.*?)<\/DBInstanceIdentifier>/.exec(instance)?.[1] ?? "");
      return key === undefined
        ? instance
        : instance.replace(/<KmsKeyId\s*\/>|<KmsKeyId><\/KmsKeyId>/, `<KmsKeyId>${key}</KmsKeyId>`);
    });
  }
}

/** RDS answers with the server in its first state; the provider goes on with its name. */
function pointInTimeAnswer(request: string): string {
  const identifier = /^TargetDBInstanceIdentifier=(.*)$/m.exec(request)?.[1] ?? "";
  return [
    '<RestoreDBInstanceToPointInTimeResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">',
    "<RestoreDBInstanceToPointInTimeResult><DBInstance>",
    `<DBInstanceIdentifier>${identifier}</DBInstanceIdentifier><DBInstanceStatus>creating</DBInstanceStatus>`,
    "</DBInstance></RestoreDBInstanceToPointInTimeResult>",
    "</RestoreDBInstanceToPointInTimeResponse>",
  ].join("");
}
