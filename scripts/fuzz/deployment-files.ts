import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { ownedConfigKeys, ownedValuePaths } from "../../modules/package-manager/owned";
import { deploymentJsonSchema, fleetJsonSchema } from "../../src/config/json-schema";
import { spoiled } from "./spoiled";
import { type Known, type Schema, valid } from "./valid";
import { odd, written } from "./yaml";

const single = deploymentJsonSchema() as Schema;
const fleet = fleetJsonSchema() as Schema;

/** The keys at the top of a file. */
export const topLevelKeys = [...Object.keys(single.properties ?? {}), ...Object.keys(fleet.properties ?? {})];

/** `name` → `[["aws_s3_bucket.bucket", …]]`, where resources of the reference architecture can be adopted. */
const addresses = readFileSync(join(__dirname, "../../__tests__/addresses.txt"), "utf8")
  .split("\n")
  .filter((line) => /^[a-z]\w*\.[a-z]\w*$/.test(line.trim()));

/** Texts which a pattern takes, but that chance would not find. */
const known: Known = {
  texts: new Map([
    [patternOf("adopt"), addresses.filter((address) => !address.startsWith("data."))],
    [patternOf("packageManager", "extraConfig"), Object.keys(ownedConfigKeys).flatMap((key) => key.split("."))],
  ]),
};

function patternOf(...path: string[]): string {
  const node = path.reduce<Schema | undefined>((at, name) => at?.properties?.[name], single);
  const pattern = node?.propertyNames?.pattern;
  if (pattern === undefined) throw new Error(`${path.join(".")} is no mapping with a pattern of its keys`);
  return pattern;
}

/** Chart values that the app owns, at the place where a user could set them. */
const ownedValues = fc.constantFrom(...Object.keys(ownedValuePaths)).map((path) => ({
  packageManager: { extraValues: path.split(".").reduceRight<unknown>((value, name) => ({ [name]: value }), "x") },
}));

const singles = valid(single, known);
const fleets = valid(fleet, known);
const validOnes = fc.oneof({ weight: 5, arbitrary: singles }, { weight: 1, arbitrary: fleets });
const spoiledOnes = fc.oneof(
  { weight: 4, arbitrary: spoiled(singles, single) },
  { weight: 2, arbitrary: spoiled(fleets, fleet) },
  { weight: 1, arbitrary: ownedValues },
);

/** Texts of deployment files: most are right, the others wrong in one way or another. */
export const deploymentFiles: fc.Arbitrary<string> = fc.oneof(
  { weight: 14, arbitrary: written(validOnes) },
  { weight: 5, arbitrary: written(spoiledOnes) },
  { weight: 2, arbitrary: odd(written(validOnes)) },
);
