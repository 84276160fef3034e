import {
  checkHistory,
  checkWindow,
  noncurrentDaysOf,
  parseTime,
  showTime,
  wholeSecond,
} from "../../../src/restore/instant";

const time = (text: string) => new Date(text);
const THEN = time("2026-05-04T03:02:01Z");

describe("parseTime", () => {
  test("takes a time in UTC to the second", () => {
    expect(parseTime("2026-05-04T03:02:01Z")).toEqual(THEN);
  });

  test.each(["2026-05-04", "2026-05-04T03:02:01", "2026-05-04T03:02:01+02:00", "2026-02-30T03:02:01Z", "yesterday"])(
    "refuses %s",
    (text) => {
      expect(() => parseTime(text)).toThrow(
        `--time is "${text}", expected a time in UTC, to the second; write it like 2026-05-04T03:02:01Z`,
      );
    },
  );
});

test("a part of a second counts as a whole one, so that the bucket is not before the database", () => {
  expect(showTime(wholeSecond(time("2026-05-04T03:02:00.001Z")))).toBe("2026-05-04T03:02:01Z");
  expect(showTime(wholeSecond(THEN))).toBe("2026-05-04T03:02:01Z");
});

describe("checkWindow", () => {
  const window = { earliest: time("2026-05-01T00:00:00.500Z"), latest: time("2026-05-05T00:00:00Z") };

  test("takes a time in it, both ends included", () => {
    for (const inside of [THEN, window.earliest, window.latest]) expect(checkWindow(inside, window).ok).toBe(true);
  });

  test("says from when to when", () => {
    expect(checkWindow(time("2026-05-01T00:00:00Z"), window)).toEqual({
      ok: false,
      text: "--time is 2026-05-01T00:00:00Z, expected a time from 2026-05-01T00:00:01Z to 2026-05-05T00:00:00Z; take a later time, or a snapshot",
    });
    expect(checkWindow(time("2026-05-05T00:00:01Z"), window).text).toContain("take an earlier time, or wait");
  });
});

describe("checkHistory", () => {
  const now = time("2026-06-03T03:02:01Z");
  const bucket = { bucketName: "b", keepsVersions: true, noncurrentDays: 30 };

  test("is sure of versions for as long as old ones are kept", () => {
    expect(checkHistory(THEN, bucket, now)).toEqual({ ok: true, text: "the bucket b keeps old versions for 30 days" });
    expect(checkHistory(THEN, bucket, time("2026-06-03T03:02:02Z"))).toEqual({
      ok: false,
      text: "the bucket b keeps old versions for 30 days, so that some from before 2026-05-04T03:02:02Z are gone; take a later time",
    });
  });

  test("needs no end where no rule removes versions", () => {
    const unlimited = { ...bucket, noncurrentDays: undefined };
    expect(checkHistory(time("2020-01-01T00:00:00Z"), unlimited, now).ok).toBe(true);
  });

  test.each<[string, Parameters<typeof checkHistory>[1], Date]>([
    ["keeps no versions", { ...bucket, keepsVersions: false }, THEN],
    ["was made at 2026-05-20T00:00:00Z only", { ...bucket, created: time("2026-05-20T00:00:00Z") }, THEN],
    ["is asked for 2026-06-04T00:00:00Z, which is not yet", bucket, time("2026-06-04T00:00:00Z")],
  ])("refuses a bucket that %s", (text, history, then) => {
    const finding = checkHistory(then, history, now);
    expect(finding.ok).toBe(false);
    expect(finding.text).toContain(`the bucket b ${text}`);
  });
});

test("noncurrentDaysOf is the shortest of the rules that are on", () => {
  const rule = (NoncurrentDays: number, Status = "Enabled") => ({
    Status,
    NoncurrentVersionExpiration: { NoncurrentDays },
  });
  expect(noncurrentDaysOf([rule(30), rule(7), rule(1, "Disabled"), { Status: "Enabled" }])).toBe(7);
  expect(noncurrentDaysOf([rule(1, "Disabled")])).toBeUndefined();
});
