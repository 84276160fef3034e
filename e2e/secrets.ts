import { existsSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { AwsClient } from "./aws-client";
import { pythonProgram } from "./emulator";
import { succeed } from "./processes";
import type { TerraformFolder } from "./terraform";

/** Name of each secret of Secrets Manager, without the suffix that makes it new → its current value. */
export async function storedSecrets(aws: AwsClient): Promise<Map<string, string>> {
  const { SecretList } = await aws.call<{ SecretList: { Name: string; ARN: string }[] }>(
    "secretsmanager",
    "list_secrets",
  );
  const values = await aws.callAll<{ SecretString: string }>(
    SecretList.map(({ ARN }) => ["secretsmanager", "get_secret_value", { SecretId: ARN }]),
  );
  return new Map(SecretList.map(({ Name }, i) => [Name.replace(/-[0-9a-f]{26}$/, ""), values[i]?.SecretString ?? ""]));
}

/** Where a secret could leak: a title → the whole text. */
export type Haystacks = Map<string, string>;

/** Everything that Terraform left behind or printed: plans as files and as JSON, state with backup, output. */
export async function haystacksOf(terraform: TerraformFolder, stateFile: string): Promise<Haystacks> {
  const haystacks: Haystacks = new Map([
    ["synthesized JSON", JSON.stringify(terraform.json)],
    ["output of Terraform", terraform.output],
    ["state", readFileSync(stateFile, "utf8")],
  ]);
  if (existsSync(`${stateFile}.backup`)) haystacks.set("state backup", readFileSync(`${stateFile}.backup`, "utf8"));
  for (const [i, { file, json }] of terraform.plans.entries()) {
    haystacks.set(`JSON of plan ${i + 1}`, json).set(`file of plan ${i + 1}`, await unzipped(file));
  }
  return haystacks;
}

/** A plan file is a ZIP archive: the contents of its files, one after the other. */
async function unzipped(file: string): Promise<string> {
  const folder = mkdtempSync(`${file}-`);
  await succeed(pythonProgram("python"), ["-m", "zipfile", "-e", file, folder]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

/**
 * Where the secrets turn up, plain, JSON-escaped or in base64: one line each, without the value.
 *
 * @param marker is in every haystack by right; one that lacks it was not read well, and is reported too.
 */
export function leaks(haystacks: Haystacks, secrets: ReadonlyMap<string, string>, marker: string): string[] {
  return [...haystacks].flatMap(([title, text]) => [
    ...(text.includes(marker) ? [] : [`${title}: does not even hold ${marker}, so the search proves nothing`]),
    ...[...secrets]
      .filter(([, value]) => spellings(value).some((spelling) => text.includes(spelling)))
      .map(([name]) => `${title}: holds the value of ${name}`),
  ]);
}

/** A secret as it may be written. Of base64 the part that does not depend on what follows. */
function spellings(value: string): string[] {
  const base64 = Buffer.from(value).toString("base64");
  return [value, JSON.stringify(value).slice(1, -1), base64.slice(0, Math.floor(value.length / 3) * 4)];
}
