import { chartValues } from "../inspect/chart-values";
import { type Part, partOf, partTitles } from "../inspect/parts";
import { at, isObject, type Json, type JsonObject, type StackName } from "../inspect/terraform-json";
import type { Found, Model } from "./model";
import { typeSettings } from "./setting-paths";
import { inWords } from "./value";

/** One argument. */
export interface Setting {
  readonly label: string;
  readonly value: string;
  /** Variables that decide it; none when the deployment file or this app does. */
  readonly variables: readonly string[];
}

/** The arguments of one resource that matter to a reviewer. */
export interface ResourceSettings {
  readonly title: string;
  readonly stack: StackName;
  readonly address: string;
  readonly settings: readonly Setting[];
  /** All in one line, for one of many alike. */
  readonly isOneLine: boolean;
}

/** A part with all that is in it. */
export interface PartFacts {
  readonly part: Part;
  readonly title: string;
  /** `create`, or how it is brought; undefined for what the deployment file does not choose. */
  readonly mode?: string;
  /** What says which one is brought: variables and their values; none of a part that is made. */
  readonly given: readonly Setting[];
  readonly shown: readonly ResourceSettings[];
  /** Addresses of all resources, by stack. */
  readonly resources: readonly { readonly stack: StackName; readonly address: string }[];
}

/** The parts that have anything in the stacks, in the order of {@link partTitles}. */
export function partsOf(model: Model): PartFacts[] {
  return (Object.keys(partTitles) as Part[]).flatMap((part) => {
    const blocks = model.blocks.filter((block) => partOf(block) === part);
    const shown = inOrder(blocks).flatMap((block) => settingsOf(model, block));
    const resources = blocks
      .filter(({ kind }) => kind === "resource")
      .map(({ stack, address }) => ({ stack, address }));
    const mode = modeOf(model, part);
    const given = mode === undefined || mode === "create" ? [] : givenOf(model, part);
    if (shown.length + resources.length + given.length === 0) return [];
    return [{ part, title: partTitles[part], ...(mode && { mode }), given, shown, resources }];
  });
}

/** Variables that name something of a part that exists. */
const givenBy: Partial<Record<Part, RegExp>> = {
  network: /^vpc_id$|subnet_ids$|^availability_zones$/,
  cluster: /^(cluster|node|oidc)_/,
  database: /^database_(?!.*secret|password)/,
  bucket: /^bucket_/,
  loadBalancer: /^(load_balancer_(?!controller)|listener_|target_group_|allowed_cidrs$)/,
  secrets: /_secret_arn$/,
  keys: /_key_arn$/,
  identity: /_role_arn$/,
};

function givenOf({ synthesized: { names, stacks, inputs } }: Model, part: Part): Setting[] {
  const stack = names.includes("infrastructure") ? "infrastructure" : "application";
  return Object.entries(inputs[stack])
    .filter(([name]) => givenBy[part]?.test(name) && stacks[stack].variable?.[name]?.sensitive !== true)
    .map(([name, value]) => ({ label: name.replaceAll("_", " "), value: inWords(value), variables: [name] }));
}

/** Resources of the types that {@link typeSettings} names, in its order; those of a type by address. */
function inOrder(blocks: readonly Found[]): Found[] {
  const order = Object.keys(typeSettings);
  const rank = (block: Found) => order.indexOf(typeOf(block));
  return [...blocks].sort((a, b) => rank(a) - rank(b) || (a.address < b.address ? -1 : 1));
}

function typeOf({ kind, type }: Found): string {
  return kind === "resource" ? type : `${kind}.${type}`;
}

function settingsOf(model: Model, block: Found): ResourceSettings[] {
  const spec = typeSettings[typeOf(block)];
  if (!spec) return [];
  const { stack, address } = block;
  const body = withChartValues(block);
  const settings = Object.entries(spec.paths).flatMap(([path, label]) => settingsAt(model, block, body, path, label));
  if (settings.length === 0) return [];
  return [{ title: spec.title, stack, address, settings, isOneLine: spec.isOneLine === true }];
}

/** @param body of the block, with the values of its chart. */
function settingsAt(model: Model, block: Found, body: JsonObject, path: string, label: string): Setting[] {
  const wanted = path.replace(/\.\*$/, "");
  const found = at(body, wanted);
  const values: [string, Json | undefined][] = path === wanted ? [["", found]] : leaves(found);
  return values.flatMap(([key, value]): Setting[] => {
    if (value === undefined || value === null) return [];
    return [{ label: label || key, value: shown(value), variables: variablesAt(model, block, wanted, key) }];
  });
}

function variablesAt(model: Model, block: Found, path: string, key: string): string[] {
  if (!path.startsWith(CHART_VALUES)) return model.variablesOf(block, path);
  const inChart = path.slice(CHART_VALUES.length + 1);
  return model.variablesOfChart(block, key ? `${inChart}.${key}` : inChart);
}

const CHART_VALUES = "chart_values";

/** The values of a Helm release are one YAML text; what is not known yet stands in it as `${…}`. */
function withChartValues({ type, body }: Found): JsonObject {
  const values = type === "helm_release" ? chartValues(body) : undefined;
  return values ? { ...body, [CHART_VALUES]: values } : body;
}

function leaves(value: Json | undefined, path = ""): [string, Json][] {
  if (!isObject(value)) return value === undefined ? [] : [[path, value]];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, path ? `${path}.${key}` : key));
}

/** A list of blocks in one line: of each its name, or its `name = value`. */
function shown(value: Json): string {
  if (!Array.isArray(value) || !value.every(isObject)) return inWords(value);
  return value.map(nameOfBlock).join(", ") || "none";
}

function nameOfBlock(block: JsonObject): string {
  const { name, value } = block;
  if (typeof name !== "string") return inWords(block);
  return value === undefined ? name : `${name} = ${inWords(value)}`;
}

function modeOf({ synthesized: { deployment } }: Model, part: Part): string | undefined {
  const chosen: unknown = { ...deployment, identity: deployment.iam }[part as keyof typeof deployment];
  return isObject(chosen as Json) && typeof (chosen as JsonObject).mode === "string"
    ? String((chosen as JsonObject).mode)
    : undefined;
}
