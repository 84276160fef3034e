import type { S3Client } from "@aws-sdk/client-s3";
import { atOnce } from "../../../src/restore/at-once";
import { copy, isCopyOf, listVersions, partsOf } from "../../../src/restore/objects";
import type { ObjectVersion } from "../../../src/restore/versions";
import { fakeClient } from "../../support/aws";

function fakeS3(answers: Parameters<typeof fakeClient>[0]) {
  const { client, sent } = fakeClient<S3Client>(answers);
  return { sent, place: { s3: client, bucket: "b" } };
}

const version = (size: number): ObjectVersion => ({
  key: "a b/ü+1",
  versionId: "v=1",
  lastModified: new Date(0),
  size,
  isMarker: false,
});
const GIB = 1024 ** 3;
const said = { ContentType: "application/gzip", Metadata: { own: "yes" }, StorageClass: "STANDARD_IA" };

describe("copy", () => {
  test("puts the version on top with all that it said, and where it comes from", async () => {
    const { sent, place } = fakeS3({ HeadObject: () => said });
    await copy(place, version(5 * GIB));
    expect(sent.map(({ name }) => name)).toEqual(["HeadObject", "CopyObject"]);
    expect(sent[0]?.input).toEqual({ Bucket: "b", Key: "a b/ü+1", VersionId: "v=1" });
    expect(sent[1]?.input).toMatchObject({
      Bucket: "b",
      Key: "a b/ü+1",
      CopySource: "b/a%20b/%C3%BC%2B1?versionId=v%3D1",
      MetadataDirective: "REPLACE",
      ContentType: "application/gzip",
      StorageClass: "STANDARD_IA",
      Metadata: { own: "yes", "restored-version": "v=1" },
    });
    // The bucket's own key encrypts it.
    expect(sent[1]?.input).not.toHaveProperty("ServerSideEncryption");
  });

  test("goes in parts above 5 GiB", async () => {
    const { sent, place } = fakeS3({
      HeadObject: () => said,
      CreateMultipartUpload: () => ({ UploadId: "u" }),
      UploadPartCopy: ({ PartNumber }) => ({ CopyPartResult: { ETag: `e${String(PartNumber)}` } }),
    });
    await copy(place, version(5 * GIB + 1));
    expect(sent.map(({ name }) => name)).toEqual([
      "HeadObject",
      "CreateMultipartUpload",
      ...Array<string>(6).fill("UploadPartCopy"),
      "CompleteMultipartUpload",
    ]);
    expect(sent[1]?.input).toMatchObject({ Metadata: { own: "yes", "restored-version": "v=1" } });
    expect(sent[7]?.input).toMatchObject({ PartNumber: 6, CopySourceRange: `bytes=${5 * GIB}-${5 * GIB}` });
    expect(sent[8]?.input).toMatchObject({
      UploadId: "u",
      MultipartUpload: { Parts: [1, 2, 3, 4, 5, 6].map((i) => ({ PartNumber: i, ETag: `e${i}` })) },
    });
  });

  test("leaves no parts behind that failed", async () => {
    const { sent, place } = fakeS3({
      HeadObject: () => said,
      CreateMultipartUpload: () => ({ UploadId: "u" }),
      UploadPartCopy: () => {
        throw new Error("no");
      },
    });
    await expect(copy(place, version(6 * GIB))).rejects.toThrow("no");
    expect(sent.at(-1)).toEqual({
      name: "AbortMultipartUpload",
      input: { Bucket: "b", Key: "a b/ü+1", UploadId: "u" },
    });
  });
});

test("partsOf covers every byte once", () => {
  expect(partsOf(10, 4)).toEqual(["bytes=0-3", "bytes=4-7", "bytes=8-9"]);
  expect(partsOf(8, 4)).toEqual(["bytes=0-3", "bytes=4-7"]);
});

test("isCopyOf knows copies of that version, and no others", async () => {
  const { place } = fakeS3({ HeadObject: () => ({ Metadata: { "restored-version": "v=1" } }) });
  const latest = { ...version(1), versionId: "v=2" };
  expect(await isCopyOf(place, latest, version(1))).toBe(true);
  expect(await isCopyOf(place, latest, { ...version(1), versionId: "v=0" })).toBe(false);
  expect(await isCopyOf(place, { ...latest, isMarker: true }, version(1))).toBe(false);
});

test("listVersions goes through all pages, keys in S3's order, the latest first", async () => {
  const one = (Key: string, VersionId: string, second: number, IsLatest = false) => ({
    Key,
    VersionId,
    LastModified: new Date(second * 1000),
    IsLatest,
    Size: 1,
  });
  const { sent, place } = fakeS3({
    ListObjectVersions: ({ KeyMarker }) =>
      KeyMarker === undefined
        ? {
            Versions: [one("Z", "1", 1, true), one("a", "1", 5)],
            DeleteMarkers: [one("a", "2", 5, true)],
            IsTruncated: true,
            NextKeyMarker: "a",
            NextVersionIdMarker: "1",
          }
        : { Versions: [one("ä", "1", 1, true)] },
  });
  const pages: string[][] = [];
  for await (const page of listVersions({ ...place, prefix: "p/" })) {
    pages.push(page.map(({ key, versionId, isMarker }) => `${key}${versionId}${isMarker ? "x" : ""}`));
  }
  expect(pages).toEqual([["Z1", "a2x", "a1"], ["ä1"]]);
  expect(sent[1]?.input).toEqual({ Bucket: "b", Prefix: "p/", KeyMarker: "a", VersionIdMarker: "1" });
});

test("atOnce does everything, never more than so much at once, and goes on after a failure", async () => {
  let [now, most] = [0, 0];
  const done: number[] = [];
  const failed = await atOnce([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    if (item === 2) throw new Error("two");
    done.push(item);
  });
  expect(most).toBe(3);
  expect(done.sort()).toEqual([1, 3, 4, 5, 6, 7]);
  expect(failed).toEqual([{ item: 2, error: new Error("two") }]);
});
