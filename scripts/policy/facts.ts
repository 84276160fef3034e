import { type Parts, platformDomain } from "../../e2e/parts";
import { accountId } from "../../e2e/emulator";
import { region } from "../../e2e/settings";
import { contract, contractFields } from "../../src/stacks/contract";
import { snakeCase } from "../../src/stacks/base-stack";
import type { Deployment } from "../../src/config/schema";
import type { Json } from "../../src/inspect/terraform-json";

export const addOnVersions = {
  vpc_cni_version: "v1.20.4-eksbuild.2",
  kube_proxy_version: "v1.35.0-eksbuild.2",
  pod_identity_agent_version: "v1.3.10-eksbuild.2",
  core_dns_version: "v1.12.4-eksbuild.1",
  metrics_server_version: "v0.8.0-eksbuild.6",
  node_monitoring_agent_version: "v1.4.3-eksbuild.1",
};

/** Values of variables that must name something in the account, by name. */
export function accountFacts(parts: Parts): Readonly<Record<string, Json>> {
  const { secret_arns: secrets, ...named } = parts;
  return {
    ...(named as unknown as Record<string, Json>),
    region,
    domain_name: `given.${platformDomain}`,
    apply_role_arn: `arn:aws:iam::${accountId}:role/terraform-apply`,
    assume_role_arn: parts.terraform_role_arn,
    load_balancer_controller_role_arn: parts.controller_role_arn,
    // The emulator calls its servers localhost, which no certificate of RDS names.
    database_host: `platform.abcdefghijkl.${region}.rds.amazonaws.com`,
    database_secret_arn: secrets.database,
    database_master_secret_arn: secrets["database-master"],
    encryption_key_secret_arn: secrets["encryption-key"],
    license_secret_arn: secrets.license,
  };
}

/**
 * What the infrastructure stack of a deployment hands over: outputs that its plan knows, and stand-ins for those that an
 * apply would give.
 */
export function handedOver(
  deployment: Deployment,
  planned: Readonly<Record<string, Json>>,
  facts: Readonly<Record<string, Json>>,
): Readonly<Record<string, { readonly value: Json; readonly type: Json }>> {
  return Object.fromEntries(
    contractFields(deployment).map(([key, { type }]) => {
      const name = snakeCase(key);
      const value = name.endsWith("_secret_arn") ? facts[name] : planned[name];
      return [name, { value: value ?? standIns[name] ?? standInFor(key), type: types[type] ?? null }];
    }),
  );
}

const types: Readonly<Record<string, Json>> = {
  string: "string",
  number: "number",
  "list(string)": ["list", "string"],
};

const standIns: Readonly<Record<string, Json>> = {
  cluster_endpoint: "https://cluster.example.com",
  cluster_certificate_authority: Buffer.from("certificate").toString("base64"),
};

function standInFor(key: keyof typeof contract): Json {
  switch (contract[key].type) {
    case "string":
      return snakeCase(key).endsWith("_arn") ? `arn:aws:iam::${accountId}:role/known-after-apply` : "known-after-apply";
    case "number":
      return 1;
    case "list(string)":
      return ["10.0.0.0/20"];
  }
}
