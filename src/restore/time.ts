import { awsClients, type Aws } from "../aws/clients";
import type { Io } from "../cli/io";
import { UserError } from "../config/errors";
import type { Subject } from "../preflight/subject";
import { historyOf } from "./history";
import { checkHistory, checkWindow, type Finding, parseTime, showTime, wholeSecond } from "./instant";
import { checkKey } from "./key";
import { findBackups, findSnapshot, type Source } from "./source";
import { bucketOf, nameOf, regionOf } from "./target";

export interface RestoreTimeOptions {
  readonly snapshot?: string;
  readonly time?: string;
  readonly source?: string;
  readonly region?: string;
  readonly bucket?: string;
  readonly json?: boolean;
}

/** What a restore needs to know. */
interface Instant {
  readonly time: string;
  readonly findings: readonly Finding[];
  /** Lines for the tfvars file of the infrastructure. */
  readonly variables: Readonly<Record<string, string | number>>;
}

/** Computes the instant that database and bucket are brought back to, and checks that both can be. */
export async function restoreTime(io: Io, subject: Subject, options: RestoreTimeOptions): Promise<void> {
  const region = regionOf(subject, options.region);
  const aws = awsClients({ region, environment: io.environment });
  const { bucket } = await bucketOf(subject, aws, region, options.bucket);
  const { source, findings, time, variables } = await (options.snapshot === undefined
    ? pointInTime(aws, subject, region, options)
    : snapshot(aws, options.snapshot));
  const instant: Instant = {
    time: showTime(time),
    findings: [
      ...findings,
      await checkKey(aws.kms, source.kmsKeyId),
      checkHistory(time, await historyOf(aws.s3, bucket), io.today),
    ],
    variables: { ...variables, ...fromData(source, subject) },
  };
  print(io, instant, options);
  if (instant.findings.some(({ ok }) => !ok)) io.fail(2);
}

interface Found {
  readonly source: Source;
  readonly time: Date;
  readonly findings: readonly Finding[];
  readonly variables: Readonly<Record<string, string>>;
}

async function snapshot(aws: Aws, identifier: string): Promise<Found> {
  const { status, time, ...source } = await findSnapshot(aws.rds, identifier);
  const ok = status === "available";
  const text = `the snapshot ${identifier} is ${status ?? "unknown"}`;
  return {
    source,
    time: wholeSecond(time),
    findings: [{ ok, text: ok ? text : `${text}, expected available; wait until it is, or take another` }],
    variables: { database_snapshot_identifier: identifier },
  };
}

async function pointInTime(
  aws: Aws,
  subject: Subject,
  region: string,
  { time: given, source: name }: RestoreTimeOptions,
): Promise<Found> {
  if (given === undefined)
    throw new UserError("neither --snapshot nor --time is given, expected one; name what to go back to");
  const time = parseTime(given);
  const { window, restoreFrom, ...source } = await findBackups(aws.rds, name ?? nameOf(subject), region);
  return {
    source,
    time,
    findings: [checkWindow(time, window)],
    variables: { database_restore_source: restoreFrom, database_restore_time: showTime(time) },
  };
}

/** Variables that the data decides, where the deployment has them otherwise. */
function fromData(source: Source, { values: { infrastructure: values } }: Subject): Record<string, string | number> {
  const wanted = {
    database_engine_version: source.engineVersion?.split(".")[0],
    database_master_username: source.masterUsername,
    database_name: source.databaseName,
  };
  const storage = Number(values.database_allocated_storage_gib ?? 0);
  return {
    ...Object.fromEntries(
      Object.entries(wanted).filter(
        (entry): entry is [string, string] => entry[1] !== undefined && values[entry[0]] !== entry[1],
      ),
    ),
    ...(source.storageGiB !== undefined &&
      source.storageGiB > storage && {
        database_allocated_storage_gib: source.storageGiB,
      }),
  };
}

function print(io: Io, { time, findings, variables }: Instant, { json, snapshot }: RestoreTimeOptions): void {
  if (json) {
    io.print(JSON.stringify({ time, findings, variables }, null, 2));
    return;
  }
  for (const { ok, text } of findings) io.print(`${ok ? "✓" : "✗"} ${text}`);
  if (findings.some(({ ok }) => !ok)) return;
  const lines = Object.entries(variables).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  const from = snapshot === undefined ? "pointInTime" : "snapshot";
  io.print(
    [
      "",
      "In the deployment file:",
      "",
      "database:",
      "  mode: restore",
      `  from: ${from}`,
      "",
      "Among the variables of the infrastructure:",
      "",
      ...lines,
      "",
      "The bucket, when the database is restored:",
      "",
      `ppm-eks restore bucket --time ${time}`,
    ].join("\n"),
  );
}
