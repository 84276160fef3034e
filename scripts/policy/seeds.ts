import { isObject, type Json, type JsonObject, type TerraformJson } from "../../src/inspect/terraform-json";
import type { Finding } from "./checkov";

/** A mistake that must not pass. */
export interface Seed {
  readonly mistake: string;
  /** The check that must fail where it is. */
  readonly check: string;
  readonly address: string;
  /** Makes the mistake in the infrastructure stack of the reference architecture, before it is planned. */
  readonly plant: (block: (address: string) => JsonObject) => void;
}

export const seeds: readonly Seed[] = [
  {
    mistake: "a security group that is open to everybody",
    check: "CKV_AWS_24",
    address: "aws_vpc_security_group_ingress_rule.database_cluster",
    plant: (block) => {
      const rule = block("aws_vpc_security_group_ingress_rule.database_cluster");
      delete rule.referenced_security_group_id;
      Object.assign(rule, { cidr_ipv4: "0.0.0.0/0", from_port: 22, to_port: 22 });
    },
  },
  {
    mistake: "a database that is not encrypted",
    check: "CKV_AWS_16",
    address: "aws_db_instance.database",
    plant: (block) => {
      const server = block("aws_db_instance.database");
      delete server.kms_key_id;
      server.storage_encrypted = false;
    },
  },
  {
    mistake: "a bucket that may be public",
    check: "CKV_AWS_54",
    address: "aws_s3_bucket_public_access_block.bucket_public_access_block",
    plant: (block) => {
      block("aws_s3_bucket_public_access_block.bucket_public_access_block").block_public_policy = false;
    },
  },
  {
    mistake: "an API endpoint that is public",
    check: "CKV_AWS_39",
    address: "aws_eks_cluster.cluster",
    plant: (block) => {
      first(block("aws_eks_cluster.cluster").vpc_config).endpoint_public_access = true;
    },
  },
  {
    mistake: "a policy for every resource",
    check: "CKV_AWS_355",
    address: "aws_iam_role_policy.package_manager_role_bucket",
    plant: (block) => {
      const { statement } = block("data.aws_iam_policy_document.package_manager_role_bucket_document");
      for (const one of [statement ?? []].flat().filter(isObject)) one.resources = ["*"];
    },
  },
  {
    mistake: "a control plane without logs",
    check: "CKV_AWS_37",
    address: "aws_eks_cluster.cluster",
    plant: (block) => {
      block("aws_eks_cluster.cluster").enabled_cluster_log_types = [];
    },
  },
];

/** The stack with all the mistakes. Each is in a place of its own. */
export function withMistakes(stack: TerraformJson): TerraformJson {
  const json = structuredClone(stack);
  const block = (address: string): JsonObject => {
    const [kind, type = "", name = ""] = address.startsWith("data.")
      ? address.split(".")
      : ["resource", ...address.split(".")];
    const found = json[kind as "resource"]?.[type]?.[name];
    if (!found) throw new Error(`the stack has no ${address}`);
    return found;
  };
  for (const { plant } of seeds) plant(block);
  return json;
}

/** Seeds that are not caught: the check must fail with the mistake, and pass without it. One line each. */
export function uncaught(with_: readonly Finding[], without: readonly Finding[]): string[] {
  const result = (findings: readonly Finding[], { check, address }: Seed) =>
    findings.find((finding) => finding.check === check && finding.address === address)?.passed;
  return seeds.flatMap((seed) => {
    const { mistake, check, address } = seed;
    if (result(with_, seed) !== false) return [`${mistake}: ${check} does not fail for ${address}`];
    return result(without, seed) === true ? [] : [`${mistake}: ${check} does not pass for ${address} without it`];
  });
}

function first(value: Json | undefined): JsonObject {
  const one = [value ?? {}].flat()[0];
  if (!isObject(one)) throw new Error("expected a block");
  return one;
}
