import type { SchemaRule } from "./schema";
import type { TaintRule } from "./taint";
import { isObject, type JsonObject, type Stacks, type TerraformJson } from "../../src/inspect/terraform-json";

/** A change of the synthesized JSON that a rule must object to. */
export interface Mutation<Rule extends string = string> {
  readonly rule: Rule;
  /** Changes the stacks in place. */
  readonly mutate: (stacks: Stacks) => unknown;
}

/** The only block of a type, or the one with this name. @throws Error when there is none, so that no mutation is idle. */
export function block(
  json: TerraformJson,
  type: string,
  name?: string,
  kind: "resource" | "data" = "resource",
): JsonObject {
  const named = json[kind]?.[type] ?? {};
  const found = name === undefined ? Object.values(named)[0] : named[name];
  if (!found) throw new Error(`the stack has no ${kind} ${type}.${name ?? ""}; correct the mutation`);
  return found;
}

/** Adds a block of any kind. */
export function add(
  json: TerraformJson,
  kind: "resource" | "data" | "ephemeral",
  type: string,
  body: JsonObject,
): void {
  json[kind] = { ...json[kind], [type]: { ...json[kind]?.[type], mutation: body } };
}

/** A nested block, however cdktf wrote it. */
export function nested(body: JsonObject, key: string): JsonObject {
  const value = body[key];
  const first = Array.isArray(value) ? value[0] : value;
  if (!isObject(first)) throw new Error(`no block ${key}; correct the mutation`);
  return first;
}

/** Each breaks one rule of the schema check. `npm run test:schemas` proves them against the real schemas. */
export const schemaMutations: readonly Mutation<SchemaRule>[] = [
  { rule: "unknown-type", mutate: ({ infrastructure }) => add(infrastructure, "resource", "aws_db_instances", {}) },
  { rule: "unknown-type", mutate: ({ application }) => add(application, "ephemeral", "kubernetes_token", {}) },
  {
    rule: "unknown-argument",
    mutate: ({ infrastructure }) => (block(infrastructure, "aws_db_instance").allocated_storage_gib = 100),
  },
  {
    rule: "unknown-argument",
    mutate: ({ application }) => (block(application, "helm_release").lifecycle = { prevent: true }),
  },
  {
    rule: "missing-argument",
    mutate: ({ infrastructure }) => delete block(infrastructure, "aws_db_instance").instance_class,
  },
  { rule: "missing-argument", mutate: ({ application }) => delete block(application, "helm_release").chart },
  { rule: "computed-argument", mutate: ({ infrastructure }) => (block(infrastructure, "aws_vpc").arn = "arn") },
  {
    rule: "not-write-only",
    // Alone among these arguments it is an ordinary one, which Terraform stores.
    mutate: ({ application }) =>
      add(application, "data", "helm_template", { name: "a", chart: "b", set_wo: [{ name: "a", value: "b" }] }),
  },
  { rule: "wrong-type", mutate: ({ infrastructure }) => (block(infrastructure, "aws_db_instance").multi_az = "true") },
  { rule: "wrong-type", mutate: ({ application }) => (block(application, "helm_release").timeout = "300") },
  {
    rule: "too-few-blocks",
    mutate: ({ infrastructure }) => delete block(infrastructure, "aws_lb_listener").default_action,
  },
  {
    rule: "too-many-blocks",
    mutate: ({ infrastructure }) => {
      const cluster = block(infrastructure, "aws_eks_cluster");
      cluster.vpc_config = [nested(cluster, "vpc_config"), nested(cluster, "vpc_config")];
    },
  },
];

const secret = "${ephemeral.aws_eks_cluster_auth.cluster_login.token}";

/** Each brings a secret to where it would be stored or shown. */
export const taintMutations: readonly Mutation<TaintRule>[] = [
  {
    rule: "secret-in-resource",
    mutate: ({ application }) => (block(application, "helm_release").values = [`token: ${secret}`]),
  },
  {
    rule: "secret-in-resource",
    mutate: ({ infrastructure }) => {
      const server = block(infrastructure, "aws_db_instance");
      server.password = server.password_wo ?? null;
    },
  },
  {
    rule: "secret-in-resource",
    mutate: ({ application }) => {
      const kubernetesSecret = block(application, "kubernetes_secret_v1");
      kubernetesSecret.data = kubernetesSecret.data_wo ?? null;
    },
  },
  {
    rule: "secret-in-resource",
    mutate: ({ infrastructure }) => {
      infrastructure.locals = { license: "${var.license}" };
      block(infrastructure, "aws_vpc").tags = { License: "${local.license}" };
    },
  },
  {
    rule: "secret-in-data",
    mutate: ({ application }) => add(application, "data", "external", { query: { token: secret } }),
  },
  {
    rule: "secret-in-ephemeral",
    mutate: ({ application }) => add(application, "ephemeral", "aws_ssm_parameter", { arn: secret }),
  },
  {
    rule: "secret-in-output",
    mutate: ({ application }) => (application.output = { ...application.output, mutation: { value: secret } }),
  },
  {
    rule: "secret-in-variable",
    mutate: ({ application }) =>
      (application.variable = { ...application.variable, mutation: { validation: [{ error_message: secret }] } }),
  },
  {
    rule: "secret-in-settings",
    mutate: ({ application }) => (application.check = { mutation: { assert: [{ condition: secret }] } }),
  },
  {
    rule: "stored-secret",
    mutate: ({ application }) => add(application, "data", "aws_secretsmanager_secret_version", { secret_id: "a" }),
  },
  {
    rule: "sensitive-output",
    mutate: ({ infrastructure }) =>
      (infrastructure.output = { ...infrastructure.output, mutation: { value: "a", sensitive: true } }),
  },
  {
    rule: "unreadable-expression",
    mutate: ({ infrastructure }) => (block(infrastructure, "aws_vpc").tags = { Name: "${var.}" }),
  },
];
