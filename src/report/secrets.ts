import { isObject, type Json, type StackName } from "../inspect/terraform-json";
import type { Found, Model } from "./model";
import { references } from "./value";
import { referencedAddress } from "../inspect/references";

/** A place where a secret is. */
export interface SecretFacts {
  readonly stack: StackName;
  readonly address: string;
  /** `AWS Secrets Manager` or the like. */
  readonly store: string;
  readonly what: string;
  /** Where the value comes from. */
  readonly source: string;
  /** Whether the value passes by a write-only argument, so that neither plan nor state holds it. */
  readonly isWriteOnly: boolean;
}

/** Write-only arguments that carry a secret, and the arguments in whose place they are. */
const carriers: Readonly<Record<string, { store: string; writeOnly: string; stored: string }>> = {
  aws_secretsmanager_secret_version: {
    store: "AWS Secrets Manager",
    writeOnly: "secret_string_wo",
    stored: "secret_string",
  },
  kubernetes_secret_v1: { store: "Kubernetes Secret", writeOnly: "data_wo", stored: "data" },
  aws_db_instance: { store: "Master password of the database", writeOnly: "password_wo", stored: "password" },
};

/** Where secrets are written. */
export function secretsOf(model: Model): SecretFacts[] {
  return Object.entries(carriers).flatMap(([type, { store, writeOnly, stored }]) =>
    model.all(type).flatMap((block): SecretFacts[] => {
      const { stack, address, raw } = block;
      const isWriteOnly = raw[stored] === undefined || raw[stored] === null;
      const value = raw[isWriteOnly ? writeOnly : stored];
      if (value === undefined) return [];
      return [{ stack, address, store, what: whatOf(model, block, value), source: sourceOf(value), isWriteOnly }];
    }),
  );
}

/** Secrets that exist already and are only read: of each the address, and by what it is found. */
export function secretsReadOf(model: Model): { stack: StackName; address: string; secret: Json }[] {
  return model.blocks
    .filter(({ kind, type }) => kind === "ephemeral" && type === "aws_secretsmanager_secret_version")
    .map(({ stack, address, body }) => ({ stack, address, secret: body.secret_id ?? null }))
    .filter(({ secret }) => !String(secret).startsWith("${aws_secretsmanager_secret."));
}

function whatOf(model: Model, { stack, body }: Found, value: Json): string {
  if (isObject(value)) return Object.keys(value).join(", ");
  const description = model.referred(body.secret_id, stack)?.body.description;
  return typeof description === "string" ? description : String(body.username ?? "");
}

function sourceOf(value: Json): string {
  const texts = isObject(value) ? Object.values(value) : [value];
  const addresses = texts.flatMap((text) => references(String(text)).map(referencedAddress));
  return [...new Set(addresses)].sort().join(", ");
}
