import { partTitles } from "../inspect/parts";
import { isObject, type Json, type TerraformJson } from "../inspect/terraform-json";
import type { ArgumentChange, Comparison, Difference, NamedStacks } from "./difference";
import { entriesOf, Readers, type Entry } from "./entries";
import { stepsBetween } from "./steps";
import { changesBetween } from "./values";
import { isQuiet, sentence, show, some } from "./words";

/**
 * Compares two outputs, stack by stack.
 *
 * That something is made or destroyed follows from the JSON; what a change of a resource does, only a plan can say, so its
 * effect is `unknown`.
 */
export function compareStacks(before: NamedStacks, after: NamedStacks): Comparison {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const differences = sorted(names.flatMap((stack) => compareStack(stack, before[stack] ?? {}, after[stack] ?? {})));
  return { differences, steps: stepsBetween(before, after, differences) };
}

/** By part, then stack, then address. */
export function sorted(differences: readonly Difference[]): Difference[] {
  const parts = Object.keys(partTitles);
  const rank = ({ part, address, stack }: Difference): string =>
    [String(parts.indexOf(part)).padStart(2, "0"), stack, address].join(" ");
  return differences
    .map((difference) => ({ difference, rank: rank(difference) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ difference }) => difference);
}

function compareStack(stack: string, before: TerraformJson, after: TerraformJson): Difference[] {
  const [former, latter] = [entriesOf(before), entriesOf(after)];
  const [formerReaders, latterReaders] = [new Readers(former), new Readers(latter)];
  const moved = movesBetween(former, latter, after);
  const goneBy = new Set(moved.values());
  const differences: Difference[] = [];
  for (const [address, entry] of latter) {
    const from = moved.get(address);
    const old = former.get(from ?? address);
    if (old) differences.push(...changed(stack, old, entry, latterReaders));
    else differences.push(added(stack, entry, latterReaders));
  }
  for (const [address, entry] of former) {
    if (!latter.has(address) && !goneBy.has(address)) differences.push(removed(stack, entry, formerReaders));
  }
  return [...differences, ...changedByReading(stack, { former, latter }, latterReaders, differences)];
}

function added(stack: string, entry: Entry, readers: Readers): Difference {
  const { part, address, noun, isResource, imports } = entry;
  const isTakenOver = Object.keys(imports).length > 0;
  const words = isTakenOver
    ? `${noun} is taken over as it exists (imported)`
    : `${noun} is added${isResource ? "" : `${startValue(entry)}${readBy(entry, readers)}`}`;
  const effect = isResource && !isTakenOver ? "create" : "unknown";
  return { part, stack, address, kind: "added", effect, arguments: [], words };
}

function removed(stack: string, entry: Entry, readers: Readers): Difference {
  const { part, address, noun, isResource } = entry;
  const words = `${noun} is removed${isResource ? "" : readBy(entry, readers)}`;
  return { part, stack, address, kind: "removed", effect: isResource ? "destroy" : "unknown", arguments: [], words };
}

function changed(stack: string, before: Entry, after: Entry, readers: Readers): Difference[] {
  const { part, address, noun, type } = after;
  const changes: ArgumentChange[] = [
    ...(before.address === address ? [] : [{ path: "address", before: before.address, after: address }]),
    ...changesBetween(asObject(before), asObject(after)),
    ...changesBetween({ import: before.imports }, { import: after.imports }),
  ].map((change) => (hidesDefault(change, before, after) ? { path: change.path, sensitive: true } : change));
  if (changes.length === 0) return [];
  const isFollowed = !after.isResource && changes.some((change) => !isQuiet(change));
  const words = sentence(noun, type, changes) + (isFollowed ? readBy(after, readers) : "");
  return [{ part, stack, address, kind: "changed", effect: "unknown", arguments: changes, words }];
}

/** A local value is no object: it gets a name for its change. */
function asObject({ body }: Entry): Json {
  return isObject(body) ? body : { value: body };
}

function hidesDefault({ path }: ArgumentChange, before: Entry, after: Entry): boolean {
  const isSensitive = ({ body }: Entry) => isObject(body) && body.sensitive === true;
  return after.type === "variable" && path.startsWith("default") && (isSensitive(before) || isSensitive(after));
}

function startValue({ type, body }: Entry): string {
  if (type !== "variable" || !isObject(body)) return "";
  if (!("default" in body)) return ", and must be given a value";
  if (body.default === null) return ", and may be left out";
  return `, with the default ${body.sensitive === true ? "(sensitive)" : show(body.default)}`;
}

/** `, read by the database and 2 more` */
function readBy({ address }: Entry, readers: Readers): string {
  const nouns = readers.of(address).map(({ noun }) => noun);
  return nouns.length === 0 ? "" : `, read by ${some(nouns, 3)}`;
}

/** Resources that are as they were, but read a local value or a data source that is not. */
function changedByReading(
  stack: string,
  { former, latter }: Record<"former" | "latter", ReadonlyMap<string, Entry>>,
  readers: Readers,
  differences: readonly Difference[],
): Difference[] {
  const known = new Set(differences.map(({ address }) => address));
  const sources = new Map<Entry, string[]>();
  for (const { address, kind } of differences) {
    // Where a state is read from says nothing of what is in it.
    if (kind !== "changed" || !/^(local|data(?!\.terraform_remote_state))\./.test(address)) continue;
    for (const reader of readers.of(address)) {
      if (former.has(reader.address) && !known.has(reader.address)) {
        sources.set(reader, [...(sources.get(reader) ?? []), latter.get(address)?.noun ?? address]);
      }
    }
  }
  return [...sources].map(([{ part, address, noun }, nouns]) => {
    const words = `${noun} changes with what it reads: ${some(nouns, 3)}`;
    return { part, stack, address, kind: "changed", effect: "unknown", arguments: [], words };
  });
}

/** Former address of each resource that a `moved` block leads to, over several blocks if need be. */
function movesBetween(
  former: ReadonlyMap<string, Entry>,
  latter: ReadonlyMap<string, Entry>,
  { moved = [] }: TerraformJson,
): ReadonlyMap<string, string> {
  const next = new Map(moved.map(({ from, to }) => [String(from), String(to)]));
  const moves = new Map<string, string>();
  for (const from of former.keys()) {
    if (latter.has(from)) continue;
    let to = next.get(from);
    for (const seen = new Set([from]); to !== undefined && !latter.has(to) && !seen.has(to); to = next.get(to)) {
      seen.add(to);
    }
    if (to !== undefined && latter.has(to) && !former.has(to)) moves.set(to, from);
  }
  return moves;
}
