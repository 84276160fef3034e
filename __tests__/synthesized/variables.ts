import { referencedAddress, referencesIn } from "../../src/inspect/references";
import { contract } from "../../src/stacks/contract";
import { snakeCase } from "../../src/stacks/base-stack";
import { shape, shapeNames } from "../../scripts/checks/shapes";
import { blocksOf, eachString, type Json, type JsonObject, type TerraformJson } from "../../src/inspect/terraform-json";

/** Variables that need no rule, and why. */
const WITHOUT_RULE: Readonly<Record<string, string>> = {
  ignore_tag_keys: "any text can be the key of another tool's tag",
  ignore_tag_key_prefixes: "any text can be the start of such a key",
};

/** With `handover: variables` these are copied from the outputs of the stack that made the values. */
const CROSSING = new Set(Object.keys(contract).map(snakeCase));

/** What Terraform itself defines. */
const BUILT_IN = new Set(["each", "count", "self", "path", "terraform"]);

const cases = shapeNames.flatMap((name) => shape(name).names.map((stack) => [name, stack] as const));

describe.each(cases)("variables of %s %s", (name, stack) => {
  const json = shape(name).stacks[stack];
  const variables = Object.entries(json.variable ?? {});
  /** The workspaces stack hands variables on to the stacks that check them. */
  const checkedElsewhere = (key: string): boolean =>
    [shape(name).stacks.infrastructure, shape(name).stacks.application].some(({ variable = {} }) => key in variable);

  test("every variable has a type and a description", () => {
    expect(
      variables.filter(([, { type, description }]) => !type || !isSentence(description)).map(([key]) => key),
    ).toEqual([]);
  });

  test("every variable has a rule, or a reason to have none", () => {
    const unchecked = variables
      .filter(([, { type, validation }]) => type !== "bool" && !validation)
      .map(([key]) => key);
    const hasReason = (key: string) =>
      key in WITHOUT_RULE ||
      (stack === "application" && CROSSING.has(key)) ||
      (stack === "workspaces" && checkedElsewhere(key));
    expect(unchecked.filter((key) => !hasReason(key))).toEqual([]);
  });

  test("every variable is read", () => {
    const used = new Set(allReferences({ ...json, variable: {} }).map(({ address }) => address));
    expect(variables.map(([key]) => `var.${key}`).filter((address) => !used.has(address))).toEqual([]);
  });

  test("every output is described", () => {
    expect(Object.entries(json.output ?? {}).filter(([, { description }]) => !isSentence(description))).toEqual([]);
  });

  test("every reference leads to something declared", () => {
    const declared = new Set([
      ...variables.map(([key]) => `var.${key}`),
      ...Object.keys(json.locals ?? {}).map((key) => `local.${key}`),
      ...blocksOf(json).map(({ address }) => address),
      // A check may have a data source of its own.
      ...Object.values(json.check ?? {}).flatMap(({ data }) =>
        blocksOf({ data } as TerraformJson).map(({ address }) => address),
      ),
    ]);
    const dangling = allReferences(json).filter(({ address, bound }) => {
      const root = address.split(".")[0] ?? "";
      return !declared.has(address) && !BUILT_IN.has(root) && !bound.has(root);
    });
    expect(dangling.map(({ address, path }) => `${path}: ${address}`)).toEqual([]);
  });
});

test("no reason is left of a variable that has a rule by now, or is gone", () => {
  const unchecked = cases.flatMap(([name, stack]) =>
    Object.entries(shape(name).stacks[stack].variable ?? {}).filter(([, { validation }]) => !validation),
  );
  const keys = new Set(unchecked.map(([key]) => key));
  expect(Object.keys(WITHOUT_RULE).filter((key) => !keys.has(key))).toEqual([]);
});

interface Read {
  readonly address: string;
  readonly path: string;
  /** Iterators of the `dynamic` blocks around it. */
  readonly bound: ReadonlySet<string>;
}

function allReferences(json: TerraformJson): Read[] {
  const reads: Read[] = [];
  eachString(json as JsonObject, (text, path) => {
    const bound = new Set([...path.matchAll(/\bdynamic\.(\w+)/g)].map(([, iterator]) => iterator ?? ""));
    for (const reference of referencesIn(text)) reads.push({ address: referencedAddress(reference), path, bound });
    if (/\bdepends_on\[\d+\]$/.test(path)) reads.push({ address: text, path, bound });
  });
  return reads;
}

function isSentence(value: Json | undefined): boolean {
  return typeof value === "string" && /^[A-Z`].*\.$/s.test(value);
}
