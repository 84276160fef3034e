/** One version of an object, or a marker that says that there is none from then on. */
export interface ObjectVersion {
  readonly key: string;
  /** `null` for what was written while the bucket kept no versions. */
  readonly versionId: string;
  /** To the second, as S3 tells it. */
  readonly lastModified: Date;
  /** Bytes; 0 of a marker. */
  readonly size: number;
  readonly isMarker: boolean;
}

/** A step that changes something. */
export type Change = Extract<Step, { action: "copy" | "remove" }>;

/** What brings one key back to how it was. */
export type Step =
  /** It is so already, or there was and is nothing. */
  | { readonly action: "keep"; readonly key: string }
  /** `version` goes on top of `latest`, unless that is a copy of it already. */
  | { readonly action: "copy"; readonly key: string; readonly version: ObjectVersion; readonly latest: ObjectVersion }
  /** A marker goes on top: there was no object then. */
  | { readonly action: "remove"; readonly key: string }
  /** What was there then cannot be known. */
  | { readonly action: "refuse"; readonly key: string; readonly reason: string };

/**
 * Says what brings a key back to how it was at `time`.
 *
 * @param versions all that there are of the key, the newest first.
 */
export function stepOf(versions: readonly ObjectVersion[], time: Date): Step {
  const [latest] = versions;
  if (!latest) throw new Error("a key without a version");
  const { key } = latest;
  const unversioned = versions.find(({ versionId, lastModified }) => versionId === "null" && lastModified > time);
  if (unversioned) {
    const when = unversioned.lastModified.toISOString();
    return { action: "refuse", key, reason: `written at ${when} while the bucket kept no versions` };
  }
  const then = versions.find(({ lastModified }) => lastModified <= time);
  if (then === latest) return { action: "keep", key };
  if (!then || then.isMarker) return { action: latest.isMarker ? "keep" : "remove", key };
  return { action: "copy", key, version: then, latest };
}

/** Groups versions, in the order in which S3 lists them, by key; a key may go on in the next page. */
export async function* byKey(pages: AsyncIterable<readonly ObjectVersion[]>): AsyncGenerator<readonly ObjectVersion[]> {
  let group: ObjectVersion[] = [];
  for await (const page of pages) {
    for (const version of page) {
      if (group[0] && group[0].key !== version.key) {
        yield group;
        group = [];
      }
      group.push(version);
    }
  }
  if (group.length > 0) yield group;
}
