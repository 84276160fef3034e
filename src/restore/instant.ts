import { UserError } from "../config/errors";

/** What a check found. */
export interface Finding {
  readonly ok: boolean;
  readonly text: string;
}

/** From when to when a server can be restored to any second. */
export interface RestoreWindow {
  readonly earliest: Date;
  readonly latest: Date;
}

/** How far back the versions of a bucket reach. */
export interface BucketHistory {
  readonly bucketName: string;
  readonly keepsVersions: boolean;
  /** Days for which a version is kept after a newer one came; undefined where no rule removes them. */
  readonly noncurrentDays?: number;
  /** When the bucket was made, where that is known. */
  readonly created?: Date;
}

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** @throws UserError when `text` is not a time in UTC to the second. */
export function parseTime(text: string): Date {
  const time = new Date(text);
  if (form.test(text) && !Number.isNaN(time.getTime()) && showTime(time) === text) return time;
  throw new UserError(
    `--time is ${JSON.stringify(text)}, expected a time in UTC, to the second; write it like 2026-05-04T03:02:01Z`,
  );
}

/** As Terraform's variables and {@link parseTime} take it. */
export function showTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

/**
 * The second at or after a time. An object is there before the row that points at it, so the bucket may be a little later
 * than the database, and must not be earlier.
 */
export function wholeSecond(time: Date): Date {
  return new Date(Math.ceil(time.getTime() / 1000) * 1000);
}

/** Whether a server can be restored to a time. */
export function checkWindow(time: Date, { earliest, latest }: RestoreWindow): Finding {
  const window = `from ${showTime(wholeSecond(earliest))} to ${showTime(latest)}`;
  if (time >= earliest && time <= latest) return { ok: true, text: `the server can be restored ${window}` };
  const fix = time > latest ? "take an earlier time, or wait some minutes" : "take a later time, or a snapshot";
  return { ok: false, text: `--time is ${showTime(time)}, expected a time ${window}; ${fix}` };
}

const dayMilliseconds = 24 * 3600_000;

/** Whether all versions that were current at a time are certain to be in the bucket still. */
export function checkHistory(time: Date, history: BucketHistory, now: Date): Finding {
  const { bucketName, keepsVersions, noncurrentDays, created } = history;
  const refused = (rest: string) => ({ ok: false, text: `the bucket ${bucketName} ${rest}` });
  if (time > now) return refused(`is asked for ${showTime(time)}, which is not yet; take a time that has passed`);
  if (!keepsVersions) {
    return refused(
      "keeps no versions, so that what was overwritten is gone; restore it from AWS Backup, if you have that",
    );
  }
  if (created && time < created) return refused(`was made at ${showTime(created)} only; take a later time`);
  if (noncurrentDays === undefined) return { ok: true, text: `the bucket ${bucketName} keeps all versions` };
  // What was current then became old after it, and is kept for so many days from there.
  const earliest = new Date(now.getTime() - noncurrentDays * dayMilliseconds);
  if (time >= earliest) {
    return { ok: true, text: `the bucket ${bucketName} keeps old versions for ${noncurrentDays} days` };
  }
  return refused(
    `keeps old versions for ${noncurrentDays} days, so that some from before ${showTime(wholeSecond(earliest))} are gone; take a later time`,
  );
}

/** The shortest time that any of a bucket's lifecycle rules leaves an old version. */
export function noncurrentDaysOf(
  rules: readonly { readonly Status?: string; readonly NoncurrentVersionExpiration?: { NoncurrentDays?: number } }[],
): number | undefined {
  const days = rules
    .filter(({ Status }) => Status === "Enabled")
    .flatMap(({ NoncurrentVersionExpiration: rule }) =>
      rule?.NoncurrentDays === undefined ? [] : [rule.NoncurrentDays],
    );
  return days.length === 0 ? undefined : Math.min(...days);
}
