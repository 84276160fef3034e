import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { cliConfiguration } from "../../e2e/plugins";
import { builtinSchema, type ProviderSchema, type ProviderSchemas } from "./provider-schema";

/** Oldest version of each provider that the synthesized constraints allow: only its arguments may be used. */
export const providerVersions = { aws: "5.100.0", kubernetes: "2.38.0", helm: "3.1.1", tfe: "0.71.0" } as const;

/** Names the file it came from, or the command. */
export interface FoundSchemas {
  readonly schemas: ProviderSchemas;
  readonly sources: Readonly<Record<string, string>>;
}

/**
 * Finds the schema of each provider: a dump in `directory`, else one made by Terraform.
 *
 * @throws Error naming each provider for which there is neither.
 */
export function findSchemas(directory: string): FoundSchemas {
  const schemas: ProviderSchemas = { terraform: builtinSchema };
  const sources: Record<string, string> = {};
  const problems: string[] = [];
  for (const [name, version] of Object.entries(providerVersions)) {
    const file = join(directory, `${name}-${version}.schema.json.gz`);
    try {
      const dump = existsSync(file) ? gunzipSync(readFileSync(file)).toString() : dumpFromTerraform(name, version);
      const found = JSON.parse(dump) as { provider_schemas: Record<string, ProviderSchema> };
      const [schema] = Object.values(found.provider_schemas);
      if (!schema) throw new Error("the dump names no provider");
      schemas[name] = schema;
      sources[name] = existsSync(file) ? file : `terraform providers schema (${name} ${version})`;
    } catch (error) {
      const cause =
        error instanceof Error ? error.message.trim().split("\n").slice(0, 12).join("\n    ") : String(error);
      problems.push(
        `no schema of the ${name} provider ${version}: no ${file}, and Terraform did not give one:\n    ${cause}`,
      );
    }
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return { schemas, sources };
}

function dumpFromTerraform(name: string, version: string): string {
  const folder = mkdtempSync(join(tmpdir(), "provider-schema-"));
  try {
    const root = { terraform: { required_providers: { [name]: { source: `hashicorp/${name}`, version } } } };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
    const env = { ...process.env, TF_CLI_CONFIG_FILE: cliConfiguration(folder, process.env) };
    const run = (...args: string[]): string =>
      execFileSync("terraform", args, { cwd: folder, env, encoding: "utf8", maxBuffer: 2 ** 28, stdio: "pipe" });
    run("init", "-backend=false", "-input=false", "-no-color");
    return run("providers", "schema", "-json");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
