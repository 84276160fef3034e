import { referencedAddress, referencesIn, type Reference } from "../../src/inspect/references";
import {
  blocksOf,
  eachString,
  type Json,
  type JsonObject,
  type Problem,
  type TerraformJson,
} from "../../src/inspect/terraform-json";

/** What {@link checkTaint} can object to. */
export const taintRules = [
  "secret-in-resource",
  "secret-in-data",
  "secret-in-ephemeral",
  "secret-in-output",
  "secret-in-variable",
  "secret-in-settings",
  "stored-secret",
  "sensitive-output",
  "unreadable-expression",
] as const;
export type TaintRule = (typeof taintRules)[number];

/** Resources and data sources whose attributes are secrets that Terraform keeps in its state. */
const STORED_SECRETS: ReadonlySet<string> = new Set([
  "data.aws_ecr_authorization_token",
  "data.aws_eks_cluster_auth",
  "data.aws_kms_secrets",
  "data.aws_secretsmanager_random_password",
  "data.aws_secretsmanager_secret_version",
  "data.aws_ssm_parameter",
  "data.kubernetes_secret",
  "data.kubernetes_secret_v1",
  "aws_iam_access_key",
  "random_password",
  "tls_private_key",
]);

/**
 * Follows every ephemeral resource and every ephemeral or sensitive variable, also through locals. Only a write-only
 * argument (`…_wo`), an argument of a provider block, and the condition of a rule may read one.
 */
export function checkTaint(json: TerraformJson): Problem[] {
  const problems: Problem[] = [];
  const reads = reader(json, problems);

  const inspect = (
    rule: TaintRule,
    address: string,
    body: Json | undefined,
    allowed?: (path: string) => boolean,
  ): void =>
    eachString(body, (text, path) => {
      if (allowed?.(path)) return;
      for (const secret of reads(text, address, path)) {
        problems.push({ rule, address, path, message: `holds ${secret}, which only a write-only argument may` });
      }
    });

  for (const { kind, type, address, body } of blocksOf(json)) {
    if (STORED_SECRETS.has(kind === "data" ? `data.${type}` : type) && kind !== "ephemeral") {
      problems.push({
        rule: "stored-secret",
        address,
        path: "",
        message: "stores a secret; use an ephemeral resource",
      });
    }
    inspect(
      `secret-in-${kind}`,
      address,
      body,
      (path) => isCondition(path) || (kind === "resource" && isWriteOnly(path)),
    );
  }
  for (const [name, body] of Object.entries(json.output ?? {})) {
    inspect("secret-in-output", `output.${name}`, body);
    if (body.sensitive === true || body.ephemeral === true) {
      problems.push({
        rule: "sensitive-output",
        address: `output.${name}`,
        path: "",
        message: "no output may be secret",
      });
    }
  }
  for (const [name, body] of Object.entries(json.variable ?? {})) {
    inspect("secret-in-variable", `var.${name}`, body, isCondition);
  }
  for (const part of ["terraform", "moved", "check"] as const) inspect("secret-in-settings", part, json[part]);
  return problems;
}

/** Terraform keeps of a condition only whether it held. */
function isCondition(path: string): boolean {
  return /^(validation|lifecycle\.(pre|post)condition)(\[\d+\])?\.condition$/.test(path);
}

/** Such as `password_wo` or `data_wo.key`, but not `setting[0].value_wo`, whose resource may store it. */
function isWriteOnly(path: string): boolean {
  return /^[a-z0-9_]+_wo(?![a-z0-9_])/.test(path);
}

/** Returns a function that names the secrets which a text reads, directly or through locals. */
function reader(
  json: TerraformJson,
  problems: Problem[],
): (text: string, address: string, path: string) => readonly string[] {
  const locals: JsonObject = json.locals ?? {};
  const isSecret = ([root, name]: Reference): boolean => {
    const variable = root === "var" ? json.variable?.[String(name)] : undefined;
    return root === "ephemeral" || variable?.ephemeral === true || variable?.sensitive === true;
  };
  const reads = (text: string, address: string, path: string, seen: ReadonlySet<string>): string[] => {
    let references: Reference[] = [];
    try {
      references = referencesIn(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problems.push({ rule: "unreadable-expression", address, path, message });
    }
    return references.flatMap((reference) => {
      const from = referencedAddress(reference);
      if (isSecret(reference)) return [from];
      if (reference[0] !== "local" || seen.has(from)) return [];
      const found: string[] = [];
      eachString(locals[String(reference[1])], (inner, innerPath) => {
        const path = [reference[1], innerPath].filter(Boolean).join(".");
        found.push(
          ...reads(inner, "locals", path, new Set([...seen, from])).map((secret) => `${secret} through ${from}`),
        );
      });
      return found;
    });
  };
  return (text, address, path) => [...new Set(reads(text, address, path, new Set()))];
}
