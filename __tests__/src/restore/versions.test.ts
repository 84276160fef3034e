import { byKey, type ObjectVersion, stepOf } from "../../../src/restore/versions";

const at = (minute: number) => new Date(Date.UTC(2026, 4, 4, 3, minute));
const TIME = at(30);

/** `3 v` is a version of minute 3, `3 x` a marker, `3 null` a version of a bucket that kept none; the newest first. */
function versions(...texts: string[]): ObjectVersion[] {
  return texts.map((text, i) => {
    const [minute = "", kind] = text.split(" ");
    const versionId = kind === "null" ? "null" : `id-${texts.length - i}`;
    return { key: "k", versionId, lastModified: at(Number(minute)), size: 1, isMarker: kind === "x" };
  });
}

describe("stepOf", () => {
  test.each<[string, string[], string]>([
    ["a key that nobody touched since is kept", ["10 v"], "keep"],
    ["so is one that was touched in that very second", ["30 v", "10 v"], "keep"],
    ["a key that was overwritten gets the version of then", ["40 v", "20 v", "10 v"], "copy id-2"],
    ["so does one that was deleted", ["40 x", "20 v"], "copy id-1"],
    ["and one that was deleted and made again", ["50 v", "40 x", "20 v"], "copy id-1"],
    ["a key that came later is removed", ["50 v", "40 v"], "remove"],
    ["so is one that was deleted then", ["50 v", "20 x", "10 v"], "remove"],
    ["a key that came and went is kept away", ["50 x", "40 v"], "keep"],
    ["so is one that was deleted before", ["20 x", "10 v"], "keep"],
    ["and one that was deleted twice", ["50 x", "40 v", "20 x"], "keep"],
    ["what was written before versions were kept is as good as any", ["40 v", "20 null"], "copy null"],
    ["what was written later without versions has hidden what was there", ["40 null"], "refuse"],
    ["even below a newer version", ["50 v", "40 null", "20 v"], "refuse"],
  ])("%s", (_, given, expected) => {
    const step = stepOf(versions(...given), TIME);
    expect(step.action === "copy" ? `copy ${step.version.versionId}` : step.action).toBe(expected);
    expect(step.key).toBe("k");
  });

  test("a copy knows what is on top, so that a second run sees what the first did", () => {
    const given = versions("40 v", "20 v");
    expect(stepOf(given, TIME)).toEqual({ action: "copy", key: "k", version: given[1], latest: given[0] });
  });

  test("says when a version was hidden", () => {
    expect(stepOf(versions("40 null"), TIME)).toMatchObject({
      reason: "written at 2026-05-04T03:40:00.000Z while the bucket kept no versions",
    });
  });
});

test("byKey keeps a key together that goes on in the next page", async () => {
  const one = (key: string, versionId: string) => ({ ...(versions("10 v")[0] as ObjectVersion), key, versionId });
  async function* pages() {
    yield await Promise.resolve([one("a", "2"), one("b", "3")]);
    yield [one("b", "2"), one("b", "1"), one("c", "1")];
    yield [];
  }
  const groups: string[] = [];
  for await (const group of byKey(pages())) groups.push(group.map(({ key, versionId }) => key + versionId).join());
  expect(groups).toEqual(["a2", "b3,b2,b1", "c1"]);
});
