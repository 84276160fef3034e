import { at, isObject, type Block, type Json } from "../inspect/terraform-json";
import { item } from "./network";
import { type Item, known, lines, type Reading, words } from "./reading";

/** What a region offers outside of the network, the nearest to a client's request first. */
export function readServices(reading: Reading): Item[] {
  return [
    ...names(reading),
    ...controlPlane(reading),
    ...secrets(reading),
    ...keys(reading),
    ...logs(reading),
    ...backups(reading),
    ...reading
      .all("aws_s3_bucket")
      .filter(({ name }) => name === "access_logs")
      .map((block) => item("bucket", "S3 for access logs", block)),
  ];
}

function names(reading: Reading): Item[] {
  const records = reading.all("aws_route53_record").filter(({ body }) => body.alias !== undefined);
  const certificates = [...reading.all("aws_acm_certificate"), ...reading.all("data.aws_acm_certificate")];
  return [
    ...records.map((block) => item("dns", "Route 53 record", block, lines(known(block.body.name)))),
    ...certificates.map((block) =>
      item("certificate", "ACM certificate", block, lines(known(block.body.domain_name ?? block.body.domain))),
    ),
  ];
}

function controlPlane(reading: Reading): Item[] {
  const own = reading.all("aws_eks_cluster")[0];
  const found = own ?? reading.all("data.aws_eks_cluster")[0];
  if (!found) return [];
  const version = own && known(own.body.version);
  const isPublic = at(own?.body, "vpc_config.endpoint_public_access");
  const access = isPublic === true ? "API public and private" : isPublic === false ? "API private only" : undefined;
  return [item("cluster", "EKS control plane", found, lines(version && `Kubernetes ${version}`, access))];
}

function keys(reading: Reading): Item[] {
  const title = (blocks: readonly Block[]) => (blocks.length > 1 ? "KMS keys" : "KMS key");
  const name = (block: Block) => words(block.name.replace(/_key$/, ""));
  return [reading.all("aws_kms_key"), reading.all("data.aws_kms_key")].flatMap((blocks) =>
    several("key", title(blocks), blocks, name),
  );
}

function secrets(reading: Reading): Item[] {
  // The second stack reads a brought secret by an ARN that is written out.
  const brought = reading
    .all("ephemeral.aws_secretsmanager_secret_version")
    .filter(({ body }) => known(body.secret_id) !== undefined);
  const made = reading.all("kubernetes_secret_v1").map(({ body }) => known(at(body, "metadata.name")));
  const read = [...new Set(secretNames(reading.values))].filter((name) => !made.includes(name));
  const release = reading.release("rstudio-pm");
  return [
    ...several("secret", "Secrets Manager", reading.all("aws_secretsmanager_secret"), ({ name }) => words(name)),
    ...several("secret", "Secrets Manager", brought, ({ name }) => words(name.replace(/^package_manager_secrets_/, "")))
      // One that a data source reads is marked already.
      .map((one) => ({ ...one, yours: true })),
    ...(release && read.length > 0
      ? [{ ...item("secret", "Kubernetes Secrets", release, [read.join(", ")]), yours: true }]
      : []),
  ];
}

function logs(reading: Reading): Item[] {
  const name = (block: Block) => words(block.name.replace(/(_logs)?_log_group$/, ""));
  return several("logs", "CloudWatch Logs", reading.all("aws_cloudwatch_log_group"), name);
}

function backups(reading: Reading): Item[] {
  const name = ({ name }: Block) => (name.endsWith("_copy_vault") ? "another region" : "database, bucket");
  return several("vault", "AWS Backup", reading.all("aws_backup_vault"), name);
}

/** One item for all blocks of a kind, which names each. */
function several(icon: Item["icon"], title: string, blocks: readonly Block[], name: (block: Block) => string): Item[] {
  if (blocks.length === 0) return [];
  const addresses = blocks.map(({ address }) => address);
  return [{ icon, title, details: [blocks.map(name).join(", ")], yours: blocks[0]?.kind === "data", addresses }];
}

/** Names of the Kubernetes Secrets that the values of a chart refer to. */
function secretNames(values: Json): string[] {
  if (Array.isArray(values)) return values.flatMap(secretNames);
  if (!isObject(values)) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const name = key === "secretKeyRef" ? known(at(value, "name")) : undefined;
    return name ? [name] : secretNames(value);
  });
}
