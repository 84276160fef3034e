import { readdirSync } from "node:fs";
import { join } from "node:path";
import { shape, shapeNames } from "../../../scripts/checks/shapes";
import { deploymentKeys } from "../../../src/config/json-schema";
import { collectInterfaces, type StackInterface } from "../../../src/explain/collect";
import type { Effects } from "../../../src/explain/effects";
import { allEntries } from "../../../src/explain/entries";
import { changeOf, explain } from "../../../src/explain/explain";
import { meantNames } from "../../../src/explain/meant-names";
import { snakeCase } from "../../../src/stacks/base-stack";
import type { VariableCatalog } from "../../../src/terraform/variables";

const entries = allEntries();

describe("allEntries", () => {
  test("has every key", () => {
    const keys = entries.filter(({ kind }) => kind === "key").map(({ name }) => name);
    expect(keys).toEqual(deploymentKeys().map(({ path }) => path));
  });

  test("has every variable and output of every shape", () => {
    const namesOf = ({ stack, catalogs, outputs }: StackInterface) => [
      ...catalogs.flatMap(({ variables }) =>
        Object.keys(variables).map((key) => `variable ${stack} ${snakeCase(key)}`),
      ),
      ...outputs.map(({ name }) => `output ${stack} ${name}`),
    ];
    const known = new Set(entries.map(({ kind, where, name }) => `${kind} ${where.replace(" stack", "")} ${name}`));
    const all = collectInterfaces(shapeNames.map(shape)).flatMap(namesOf);
    expect(all.filter((one) => !known.has(one))).toEqual([]);
  });

  test("has every variable that the sources declare", async () => {
    const folder = join(__dirname, "../../../src/variables");
    const catalogs: VariableCatalog[] = [];
    const collect = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if ("section" in value && "variables" in value) catalogs.push(value as VariableCatalog);
      else for (const member of Object.values(value)) collect(member);
    };
    for (const file of readdirSync(folder)) collect(await import(join(folder, file)));
    expect(catalogs.length).toBeGreaterThan(30);
    const declared = catalogs.flatMap(({ variables }) => Object.keys(variables).map(snakeCase));
    const known = new Set(entries.filter(({ kind }) => kind === "variable").map(({ name }) => name));
    expect(declared.filter((name) => !known.has(name))).toEqual([]);
  });

  test("has a meaning for all but keys that explain themselves by their part", () => {
    const unexplained = entries.filter(({ meaning }) => meaning === "").map(({ name }) => name);
    expect(unexplained).toEqual([]);
  });
});

describe("explain", () => {
  test("a key: values, default with its source, condition, what its change does", () => {
    expect(explain("network.zones")?.entries).toEqual([
      {
        kind: "key",
        where: "deployment file",
        name: "network.zones",
        meaning: expect.stringMatching(/^Availability Zones, 2 to 6;/),
        values: "a whole number from 2 to 6",
        required: false,
        default: 3,
        rules: [],
        inReference: true,
        onlyWith: "network.mode: create",
        source: { from: "reference page", quote: "This should run across multiple availability zones." },
        change: expect.objectContaining({ known: true, from: 3, to: 2 }),
      },
    ]);
  });

  test("a text key: its rule in words", () => {
    expect(explain("state.bucket")?.entries[0]).toMatchObject({
      values: "a text",
      rules: ["the name of an S3 bucket: 3 to 63 characters a-z, 0-9, hyphen and dot"],
      required: true,
      onlyWith: "state.backend: s3",
    });
  });

  test("a variable: rules, and in a stack that passes it on no source of a default that it has not", () => {
    const [own, passedOn] = explain("database_allocated_storage_gib", entries)?.entries ?? [];
    expect(own).toMatchObject({
      kind: "variable",
      where: "infrastructure stack",
      values: "number",
      default: 100,
      rules: ["a whole number of GiB from 20 to 65536"],
      source: { from: "reference page" },
      change: { known: true, changes: [expect.objectContaining({ effect: "update" })] },
    });
    expect(passedOn).toMatchObject({ where: "workspaces stack", default: null });
    expect(passedOn).not.toHaveProperty("source");
  });

  test("a secret, an output, and nothing", () => {
    expect(explain("license", entries)?.entries[0]).toMatchObject({ secret: true });
    expect(explain("dns_record", entries)?.entries[0]).toMatchObject({ kind: "output", where: "infrastructure stack" });
    expect(explain("dns_record", entries)?.entries[0]).not.toHaveProperty("change");
    expect(explain("nothing", entries)).toBeUndefined();
  });

  test("a name that is key, variable and output is explained as each", () => {
    const kinds = explain("name", entries)?.entries.map(({ kind, where }) => `${kind} ${where}`);
    expect(kinds).toEqual(
      expect.arrayContaining(["key deployment file", "variable infrastructure stack", "output infrastructure stack"]),
    );
  });
});

describe("changeOf", () => {
  const record: Effects = {
    terraform: "1.2.3",
    providers: { "hashicorp/aws": "5.0.0" },
    variables: { size: { from: 1, to: 2, changes: [] } },
    keys: {},
    unknown: { variables: { region: "a plan elsewhere finds nothing" }, keys: {} },
  };
  const variable = { kind: "variable", inReference: true } as const;

  test("says which versions showed it", () => {
    expect(changeOf({ ...variable, name: "size" }, record)).toEqual({
      known: true,
      from: 1,
      to: 2,
      changes: [],
      shownBy: "Terraform 1.2.3, hashicorp/aws 5.0.0",
    });
  });

  test("does not take a key for a variable, nor what only another shape has for the reference's", () => {
    expect(changeOf({ ...variable, kind: "key", name: "size" }, record)).toMatchObject({ known: false });
    expect(changeOf({ ...variable, name: "size", inReference: false, onlyWith: "a: b" }, record)).toEqual({
      known: false,
      reason: "no plan here changed it; it is there only with a: b",
    });
  });

  test("of an item of a list says what it says of the list", () => {
    const withList: Effects = { ...record, keys: { list: { from: [], to: [1], changes: [] } } };
    expect(changeOf({ kind: "key", inReference: true, name: "list[].name" }, withList)).toMatchObject({ to: [1] });
  });

  test("gives the reason on record, else says that no plan changed it", () => {
    expect(changeOf({ ...variable, name: "region" }, record)).toMatchObject({
      reason: "a plan elsewhere finds nothing",
    });
    expect(changeOf({ ...variable, name: "other" }, record)).toMatchObject({ reason: "no plan here changed it" });
  });
});

describe("meantNames", () => {
  const names = ["network.zones", "availability_zones", "database_name", "cluster.nodes", "node_count"];

  test.each([
    ["zones", ["network.zones", "availability_zones"]],
    ["databaseName", ["database_name"]],
    ["database.name", ["database_name"]],
    ["node_cuont", ["node_count"]],
    ["xyzzy", []],
  ])("%s", (word, meant) => {
    expect(meantNames(word, names)).toEqual(meant);
  });
});
