import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import type { ObjectVersion } from "./versions";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const LARGEST_COPY = 5 * 1024 ** 3;
/** Of a copy in parts: at most 10,000 of them, so 10 TiB. */
const PART = 1024 ** 3;

/** Metadata of a copy: the version that it is a copy of. So a restore that is run again knows what it has done. */
const ORIGIN = "restored-version";

/** Where the objects are. */
export interface Place {
  readonly s3: S3Client;
  readonly bucket: string;
  /** Start of the keys that count. @default - all do */
  readonly prefix?: string;
}

/** Lists every version and marker, page by page, the keys in order and the newest of each first. */
export async function* listVersions({ s3, bucket, prefix }: Place): AsyncGenerator<ObjectVersion[]> {
  let next: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (next) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, ...(prefix && { Prefix: prefix }), ...next }),
    );
    yield versionsOf(page);
    const { IsTruncated, NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    next = IsTruncated ? { KeyMarker, VersionIdMarker } : undefined;
  }
}

/** S3 lists versions and markers apart. Within one second only the latest of a key is known to be that. */
function versionsOf({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput): ObjectVersion[] {
  return [
    ...Versions.map((one) => ({ ...one, isMarker: false })),
    ...DeleteMarkers.map((one) => ({ ...one, Size: 0, isMarker: true })),
  ]
    .map(({ Key = "", VersionId = "null", LastModified = new Date(0), Size = 0, IsLatest = false, isMarker }) => ({
      version: { key: Key, versionId: VersionId, lastModified: LastModified, size: Size, isMarker },
      isLatest: IsLatest,
    }))
    .sort(
      (a, b) =>
        compare(a.version.key, b.version.key) ||
        Number(b.isLatest) - Number(a.isLatest) ||
        b.version.lastModified.getTime() - a.version.lastModified.getTime(),
    )
    .map(({ version }) => version);
}

/** By bytes of UTF-8, as S3 orders keys. */
function compare(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Whether `latest` is a copy that an earlier run made of `version`. */
export async function isCopyOf(place: Place, latest: ObjectVersion, version: ObjectVersion): Promise<boolean> {
  if (latest.isMarker) return false;
  const { Metadata } = await head(place, latest);
  return Metadata?.[ORIGIN] === version.versionId;
}

/** Puts a marker on top. Older versions stay. */
export async function remove({ s3, bucket }: Place, key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}

/** Puts a copy of an old version on top, with all that it says of itself. The bucket decides how it is encrypted. */
export async function copy(place: Place, version: ObjectVersion): Promise<void> {
  const said = await head(place, version);
  const { s3, bucket } = place;
  const target = { Bucket: bucket, Key: version.key };
  const source = `${bucket}/${version.key.split("/").map(encodeURIComponent).join("/")}?versionId=${encodeURIComponent(version.versionId)}`;
  if (version.size <= LARGEST_COPY) {
    await s3.send(
      new CopyObjectCommand({
        ...target,
        ...described(said, version),
        CopySource: source,
        MetadataDirective: "REPLACE",
      }),
    );
    return;
  }
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...target, ...described(said, version) }));
  try {
    const parts = [];
    for (const [i, range] of partsOf(version.size).entries()) {
      const part = { ...target, UploadId, PartNumber: i + 1 };
      const { CopyPartResult } = await s3.send(
        new UploadPartCopyCommand({ ...part, CopySource: source, CopySourceRange: range }),
      );
      parts.push({ PartNumber: i + 1, ETag: CopyPartResult?.ETag });
    }
    await s3.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts: parts } }));
  } catch (error) {
    await s3.send(new AbortMultipartUploadCommand({ ...target, UploadId }));
    throw error;
  }
}

/** The ranges in which an object is copied that is too large for one request. */
export function partsOf(size: number, part = PART): string[] {
  return Array.from(
    { length: Math.ceil(size / part) },
    (_, i) => `bytes=${i * part}-${Math.min((i + 1) * part, size) - 1}`,
  );
}

function head({ s3, bucket }: Place, { key, versionId }: ObjectVersion): Promise<HeadObjectCommandOutput> {
  return s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
}

function described(said: HeadObjectCommandOutput, { versionId }: ObjectVersion) {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType } = said;
  const { StorageClass, WebsiteRedirectLocation, Metadata } = said;
  return {
    CacheControl,
    ContentDisposition,
    ContentEncoding,
    ContentLanguage,
    ContentType,
    StorageClass,
    WebsiteRedirectLocation,
    Metadata: { ...Metadata, [ORIGIN]: versionId },
  };
}
