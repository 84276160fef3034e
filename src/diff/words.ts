import type { Json } from "../inspect/terraform-json";
import type { ArgumentChange } from "./difference";
import { inWords } from "./nouns";
import { knownAfterApply } from "./values";

/** More arguments than this are counted, not named; a rendering lists them below. */
export const mostInWords = 3;

/** Longest value in a sentence, in characters. */
const longest = 72;

type Phrase = (change: ArgumentChange) => string | undefined;

const another =
  (what: string): Phrase =>
  ({ before, after, sensitive }) => {
    if (sensitive) return `gets another ${what} (sensitive)`;
    return before === undefined || after === undefined ? undefined : `gets another ${what}: ${both(before, after)}`;
  };

const either =
  (on: string, off: string): Phrase =>
  ({ before, after }) =>
    after === true ? on : before === true ? off : undefined;

/** What a change of an argument comes to, by type and path without indices; `*` for every type. */
const phrases: Readonly<Record<string, Phrase>> = {
  "*.address": ({ before, after }) => `has a new address in the state: ${show(before)} -> ${show(after)}`,
  "*.deletion_protection": either("is protected against deletion", "is no longer protected against deletion"),
  "*.enable_deletion_protection": either("is protected against deletion", "is no longer protected against deletion"),
  "*.lifecycle.prevent_destroy": either("is never destroyed by Terraform", "may be destroyed by Terraform"),
  "aws_db_instance.allocated_storage": another("storage in GiB"),
  "aws_db_instance.engine_version": another("engine version"),
  "aws_db_instance.instance_class": another("instance class"),
  "aws_db_instance.multi_az": either("gets a standby in another zone", "loses its standby in another zone"),
  "aws_db_instance.password_wo_version": another("password (revision)"),
  "aws_db_instance.publicly_accessible": either("gets a public address", "loses its public address"),
  "aws_eks_cluster.version": another("Kubernetes version"),
  "aws_eks_cluster.vpc_config.endpoint_public_access": either(
    "gets a public endpoint of its API",
    "loses the public endpoint of its API",
  ),
  "aws_eks_node_group.instance_types": another("instance type"),
  "aws_eks_node_group.scaling_config.desired_size": another("number of nodes"),
  "aws_lb.internal": either("becomes internal", "becomes reachable from the internet"),
  "aws_lb_listener.ssl_policy": another("TLS policy"),
  "aws_lb_target_group.target_type": another("type of targets"),
  "helm_release.version": another("chart version"),
  "helm_release.values.image.tag": another("image tag"),
  "helm_release.values.replicas": another("number of replicas"),
  "variable.default": another("default"),
  "output.value": another("value"),
};

/** Texts for people, and rules with their messages: that they changed says enough. */
const quiet: readonly (readonly [root: RegExp, words: string])[] = [
  [/^description\b/, "another description"],
  [/^validation\b/, "other rules for its value"],
  [/^(lifecycle\.)?(pre|post)condition\b|^assert\b/, "other conditions that an apply checks"],
];

/**
 * One sentence on what changes in something.
 *
 * @param subject with its article, such as `the database`
 * @param type of the resource; `variable`, `output` or another kind of block
 */
export function sentence(subject: string, type: string, changes: readonly ArgumentChange[]): string {
  const special: string[] = [];
  const plain: ArgumentChange[] = [];
  for (const change of changes) {
    const path = change.path.replace(/\[\d+\]/g, "");
    const phrase = (phrases[`${type}.${path}`] ?? phrases[`*.${path}`])?.(change);
    if (phrase) special.push(phrase);
    else if (!quietWords(change)) plain.push(change);
  }
  const quietly = [...new Set(changes.flatMap((change) => quietWords(change) ?? []))];
  if (quietly.length > 0) special.push(`has ${quietly.join(" and ")}`);
  const shown =
    plain.length <= mostInWords
      ? plain.map(describe).join("; ")
      : `${plain.length} arguments, such as ${[...new Set(plain.map(nameOf))].slice(0, 2).join(" and ")}`;
  const others = plain.length > 0 ? `changes: ${shown}` : "";
  if (special.length === 0) return others ? `${subject} ${others}` : `${subject} changes in nothing that is told`;
  return `${subject} ${special.join(" and ")}${others && `; also ${others}`}`;
}

/** The arguments that {@link sentence} only counts. */
export function leftOut(changes: readonly ArgumentChange[]): ArgumentChange[] {
  const told = changes.filter((change) => !quietWords(change));
  return told.length > mostInWords ? told : [];
}

/** `scaling config, max size 3 -> 5` */
export function describe({ path, before, after, sensitive }: ArgumentChange): string {
  const name = pathInWords(path);
  if (sensitive) return `${name} (sensitive)`;
  if (before === undefined) return `${name} is set to ${show(after)}`;
  if (after === undefined) return `${name} is no longer set (was ${show(before)})`;
  return `${name} ${both(before, after)}`;
}

/** Whether a change is of a text or a rule, which reaches nothing that reads the value. */
export function isQuiet(change: ArgumentChange): boolean {
  return quietWords(change) !== undefined;
}

function quietWords({ path }: ArgumentChange): string | undefined {
  return quiet.find(([root]) => root.test(path))?.[1];
}

/** `statement, condition[2].values` → `statement condition values` */
function nameOf({ path }: ArgumentChange): string {
  return pathInWords(path.replace(/\[\d+\]/g, "")).replaceAll(",", "");
}

/** `scaling_config[0].max_size` → `scaling config, max size` */
export function pathInWords(path: string): string {
  const keys = path.match(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]|[^.[\]]+/g) ?? [path];
  return keys
    .map((key) => (key.startsWith("[") ? ` ${key}` : `, ${inWords(key)}`))
    .join("")
    .replace(/^, /, "")
    .replaceAll(" [0]", "");
}

/** Both values; of lists what comes and goes, of long texts what is around the characters that differ. */
export function both(before: Json, after: Json): string {
  if (Array.isArray(before) && Array.isArray(after)) {
    const [first, ...others] = [...before, ...after];
    if (before.length !== 1 || after.length !== 1) return members(before, after);
    return both(first ?? null, others[0] ?? null);
  }
  const [former, latter] = [plain(before), plain(after)];
  if (former.length <= longest && latter.length <= longest) return `${former} -> ${latter}`;
  let start = 0;
  while (start < Math.min(former.length, latter.length) && former[start] === latter[start]) start++;
  let end = 0;
  const rest = Math.min(former.length, latter.length) - start;
  while (end < rest && former.at(-1 - end) === latter.at(-1 - end)) end++;
  return `${around(former, start, end)} -> ${around(latter, start, end)}`;
}

function members(before: readonly Json[], after: readonly Json[]): string {
  const [former, latter] = [before.map(plain), after.map(plain)];
  const gained = latter.filter((item) => !former.includes(item));
  const lost = former.filter((item) => !latter.includes(item));
  if (gained.length === 0 && lost.length === 0) return `${show([...before])} -> ${show([...after])}`;
  return [
    ...(gained.length > 0 ? [`with ${some(gained.map(cut))}`] : []),
    ...(lost.length > 0 ? [`without ${some(lost.map(cut))}`] : []),
  ].join(", ");
}

/** Names in one phrase, the first six at most. */
export function some(names: readonly string[], most = 6): string {
  const shown = names.slice(0, names.length > most ? most - 1 : most);
  const more = names.length > shown.length ? [`${names.length - shown.length} more`] : [];
  const all = [...shown, ...more];
  const last = all.pop() ?? "";
  return all.length > 0 ? `${all.join(", ")} and ${last}` : last;
}

function around(text: string, start: number, end: number): string {
  const context = 16;
  const from = start <= context ? 0 : start - context;
  const to = end <= context ? text.length : text.length - end + context;
  const middle = cut(text.slice(from, to));
  return `${from > 0 ? "…" : ""}${middle}${to < text.length && !middle.endsWith("…") ? "…" : ""}`;
}

/** A value as a sentence has it: short, on one line. */
export function show(value: Json | undefined): string {
  return cut(plain(value));
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function plain(value: Json | undefined): string {
  if (value === undefined || value === null) return "nothing";
  if (value === knownAfterApply) return value;
  if (typeof value !== "string") return JSON.stringify(value);
  const reference = /^\$\{([\w.[\]*-]+)\}$/.exec(value)?.[1];
  return reference ?? (/^[\w./:@${}-]+$/.test(value) ? value : JSON.stringify(value));
}
