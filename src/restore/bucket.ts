import { awsClients } from "../aws/clients";
import type { Io } from "../cli/io";
import { UserError } from "../config/errors";
import type { Subject } from "../preflight/subject";
import { atOnce } from "./at-once";
import { historyOf } from "./history";
import { checkHistory, parseTime, showTime } from "./instant";
import { copy, isCopyOf, listVersions, type Place, remove } from "./objects";
import { bucketOf, regionOf } from "./target";
import { byKey, type Change, type Step, stepOf } from "./versions";

export interface RestoreBucketOptions {
  readonly time: string;
  readonly region?: string;
  readonly bucket?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What a restore did, or would do, counted by key. */
interface Done {
  kept: number;
  copied: number;
  removed: number;
  /** Copied by an earlier run. */
  before: number;
}

/** Copies wait for S3, not for this machine. */
const COPIES_AT_ONCE = 32;
const SHOWN = 10;

/** Brings every key of a deployment's bucket back to how it was at a time. Adds versions and markers, deletes nothing. */
export async function restoreBucket(io: Io, subject: Subject, options: RestoreBucketOptions): Promise<void> {
  const time = parseTime(options.time);
  const region = regionOf(subject, options.region);
  const aws = awsClients({ region, environment: io.environment });
  const place: Place = { s3: aws.s3, ...(await bucketOf(subject, aws, region, options.bucket)) };
  const { ok, text } = checkHistory(time, await historyOf(aws.s3, place.bucket), io.today);
  if (!ok) throw new UserError(text);

  const { changes, refused, kept } = await plan(io, place, time);
  if (refused.length > 0) {
    const keys = refused.slice(0, SHOWN).map(({ key, reason }) => `  ${key}: ${reason}`);
    const more = refused.length > SHOWN ? [`  and ${refused.length - SHOWN} more`] : [];
    throw new UserError(
      [
        `${refused.length} keys of ${place.bucket} cannot be brought back to ${options.time}; nothing was changed:`,
        ...keys,
        ...more,
      ].join("\n"),
    );
  }
  const done: Done = { kept, copied: 0, removed: 0, before: 0 };
  let finished = 0;
  const failed = await atOnce(changes, COPIES_AT_ONCE, async (step) => {
    await take(place, step, done, options.dryRun ?? false);
    finished += 1;
    io.progress(`${finished} of ${changes.length} keys …`);
  });
  io.progress("");
  report(io, place, time, done, options);
  if (failed.length === 0) return;
  for (const { item, error } of failed.slice(0, SHOWN)) {
    io.error(`${item.key}: ${error instanceof Error ? error.message : String(error)}`);
  }
  io.error(`${failed.length} keys failed; run it again, which goes on where it was`);
  io.fail(2);
}

type Refused = Extract<Step, { action: "refuse" }>;

/** All that has to be done, before anything is. */
async function plan(
  io: Io,
  place: Place,
  time: Date,
): Promise<{ changes: Change[]; refused: Refused[]; kept: number }> {
  const changes: Change[] = [];
  const refused: Refused[] = [];
  let kept = 0;
  for await (const versions of byKey(listVersions(place))) {
    const step = stepOf(versions, time);
    if (step.action === "keep") kept += 1;
    else if (step.action === "refuse") refused.push(step);
    else changes.push(step);
    const keys = kept + refused.length + changes.length;
    if (keys % 1000 === 0) io.progress(`${keys} keys listed …`);
  }
  return { changes, refused, kept };
}

async function take(place: Place, step: Change, done: Done, dryRun: boolean): Promise<void> {
  switch (step.action) {
    case "copy":
      if (await isCopyOf(place, step.latest, step.version)) {
        done.before += 1;
        return;
      }
      if (!dryRun) await copy(place, step.version);
      done.copied += 1;
      return;
    case "remove":
      if (!dryRun) await remove(place, step.key);
      done.removed += 1;
  }
}

function report(io: Io, place: Place, time: Date, done: Done, { dryRun = false, json }: RestoreBucketOptions): void {
  if (json) {
    io.print(JSON.stringify({ bucket: place.bucket, time: showTime(time), dryRun, ...done }, null, 2));
    return;
  }
  const would = dryRun ? "would be " : "";
  io.print(
    `${place.bucket} as of ${showTime(time)}: ${done.copied} keys ${would}brought back, ${done.removed} ${would}removed, ` +
      `${done.kept} unchanged since${done.before > 0 ? `, ${done.before} brought back before` : ""}`,
  );
}
