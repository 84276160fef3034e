import type { TerraformRemoteState } from "cdktf";
import type { Deployment } from "../config/schema";
import type { VariableCatalog } from "../terraform/variables";
import { type BaseStack, snakeCase } from "./base-stack";

type FieldType = "string" | "number" | "list(string)";

interface Field<T extends FieldType = FieldType> {
  readonly type: T;
  /** Describes the output on one side and, with `handover: variables`, the variable on the other. */
  readonly description: string;
}

/** A field that crosses only in deployments of some shape. */
interface OptionalField<T extends FieldType = FieldType> extends Field<T> {
  readonly when: (deployment: Deployment) => boolean;
}

function field<T extends FieldType>(type: T, description: string): Field<T>;
function field<T extends FieldType>(type: T, description: string, when: OptionalField["when"]): OptionalField<T>;
function field(type: FieldType, description: string, when?: OptionalField["when"]): Field | OptionalField {
  return { type, description, ...(when && { when }) };
}

/** Whether a user is given that makes the database's role and schemas. */
export const hasMaster = ({ database }: Deployment): boolean =>
  database.mode !== "existing" || database.credentials === "master";

/** Whether the application stack copies its secrets from Secrets Manager. */
export const inSecretsManager = ({ secrets }: Deployment): boolean => secrets.mode !== "kubernetes";

export const hasLicense = ({ packageManager }: Deployment): boolean => packageManager.license !== "evaluation";

/** Whether the AWS Load Balancer Controller is installed here, which then needs a role. */
export const installsController = ({ cluster, loadBalancer }: Deployment): boolean =>
  loadBalancer.targets === "ip" && (cluster.mode === "create" || cluster.controller === "install");

/** Every value that crosses from the infrastructure stack to the application stack. None is a secret. */
export const contract = {
  region: field("string", "AWS region of everything."),
  name: field("string", "Prefix of the names of AWS resources."),
  clusterName: field("string", "Name of the EKS cluster."),
  clusterEndpoint: field("string", "HTTPS address of the cluster's API server."),
  clusterCertificateAuthority: field("string", "CA certificate of the API server, base64-encoded PEM."),
  vpcId: field("string", "VPC of the cluster."),
  vpcCidr: field("string", "IPv4 CIDR of the VPC."),
  ingressCidrs: field("list(string)", "CIDRs of the subnets that the load balancer sends from."),
  nodeCpuMillicores: field("number", "CPU of one node, in millicores, before Kubernetes' own reserve."),
  nodeMemoryMib: field("number", "Memory of one node, in MiB, before Kubernetes' own reserve."),
  nodeCount: field("number", "Number of nodes (the least, when they autoscale)."),
  targetGroupArn: field("string", "Target group that the pods join."),
  deregistrationDelaySeconds: field("number", "Seconds for which a leaving target still gets its open requests."),
  nodePort: field(
    "number",
    "Port on every node that the target group sends to.",
    (d) => d.loadBalancer.targets === "node",
  ),
  url: field("string", "Public address of Package Manager, with scheme and without a trailing slash."),
  databaseHost: field("string", "DNS name of the PostgreSQL server."),
  databasePort: field("number", "TCP port of the PostgreSQL server."),
  databaseName: field("string", "Name of the PostgreSQL database."),
  databaseMasterUsername: field("string", "PostgreSQL user that makes the application's role and schemas.", hasMaster),
  databaseMaxConnections: field("number", "Connections that the PostgreSQL server accepts."),
  databaseMasterSecretArn: field(
    "string",
    "Secrets Manager secret with the master user's password.",
    (d) => hasMaster(d) && inSecretsManager(d),
  ),
  databaseSecretArn: field("string", "Secrets Manager secret with the application role's password.", inSecretsManager),
  databasePasswordRevision: field("number", "Rises when the database passwords change.", inSecretsManager),
  encryptionKeySecretArn: field(
    "string",
    "Secrets Manager secret with Package Manager's encryption key.",
    inSecretsManager,
  ),
  encryptionKeyRevision: field("number", "Rises when the encryption key is replaced on purpose.", inSecretsManager),
  licenseSecretArn: field(
    "string",
    "Secrets Manager secret with the license file's contents.",
    (d) => hasLicense(d) && inSecretsManager(d),
  ),
  licenseRevision: field("number", "Rises when the license changes.", (d) => hasLicense(d) && inSecretsManager(d)),
  bucketName: field("string", "S3 bucket for packages, sources and metadata."),
  bucketPrefix: field("string", "Start of the keys of all objects there.", (d) => d.bucket.mode === "existing"),
  clientSideKeyArn: field(
    "string",
    "KMS key with which Package Manager encrypts objects itself.",
    (d) => d.bucket.clientSideEncryption,
  ),
  namespace: field("string", "Kubernetes namespace of Package Manager."),
  serviceAccountName: field("string", "Kubernetes service account of Package Manager."),
  packageManagerRoleArn: field("string", "IAM role of Package Manager's pods.", (d) => d.identity === "irsa"),
  loadBalancerControllerRoleArn: field(
    "string",
    "IAM role of the AWS Load Balancer Controller.",
    (d) => d.identity === "irsa" && installsController(d),
  ),
} satisfies Record<string, Field | OptionalField>;

interface ValueOf {
  string: string;
  number: number;
  "list(string)": string[];
}

type Fields = typeof contract;

/** A value or token for each field that crosses in this deployment. */
export type ContractValues = {
  readonly [K in keyof Fields as Fields[K] extends OptionalField ? never : K]: ValueOf[Fields[K]["type"]];
} & { readonly [K in keyof Fields]?: ValueOf[Fields[K]["type"]] };

/**
 * A field that crosses in deployments of this shape.
 *
 * @throws Error when it does not, which is a bug of the stack.
 */
export function required<K extends keyof Fields>(given: ContractValues, key: K): NonNullable<ContractValues[K]> {
  const value = given[key];
  if (value === undefined) throw new Error(`the contract lacks ${key}`);
  return value as NonNullable<ContractValues[K]>;
}

/** The fields that cross in this deployment, in order. */
export function contractFields(deployment: Deployment): [keyof Fields, Field][] {
  const all = Object.entries(contract) as [keyof Fields, Field | OptionalField][];
  return all.filter(([, field]) => !("when" in field) || field.when(deployment));
}

/**
 * Makes an output of each field that crosses.
 *
 * @throws Error when one of them has no value, which is a bug of the stack.
 */
export function publishContract(stack: BaseStack, deployment: Deployment, values: ContractValues): void {
  for (const [key, { description }] of contractFields(deployment)) {
    if (values[key] === undefined) throw new Error(`${stack.node.path} has no value for ${key} of the contract`);
    stack.output(snakeCase(key), values[key], description);
  }
}

/** Reads the contract from the other stack's state. */
export function contractFromState(state: TerraformRemoteState, deployment: Deployment): ContractValues {
  const read = (name: string, type: FieldType): unknown => {
    switch (type) {
      case "string":
        return state.getString(name);
      case "number":
        return state.getNumber(name);
      case "list(string)":
        return state.getList(name);
    }
  };
  return valuesOf(contractFields(deployment), (key, { type }) => read(snakeCase(key), type));
}

/** What only provider blocks read, which in a child module are the root module's. */
const ofProviders: readonly string[] = ["clusterEndpoint", "clusterCertificateAuthority", "name"];

/** The fields that the application stack reads: only these are worth a variable. */
function inputFields(deployment: Deployment): [string, Field][] {
  const unread = [
    ...(deployment.output === "module" ? ofProviders : []),
    ...(deployment.packageManager.outboundProxy ? [] : ["vpcCidr"]),
  ];
  return contractFields(deployment).filter(([key]) => !unread.includes(key));
}

/** The contract as variables, for teams that do not share state: each is copied from an output of the same name. */
export function contractVariables(deployment: Deployment): VariableCatalog {
  return {
    section: "Infrastructure",
    when: "handover: variables",
    variables: valuesOf(inputFields(deployment), (key, { type, description }) => ({
      type,
      description: `${description} Copy the output \`${snakeCase(key)}\` of the infrastructure stack.`,
    })),
  };
}

function valuesOf<R>(fields: [string, Field][], value: (key: string, field: Field) => unknown): R {
  return Object.fromEntries(fields.map(([key, f]) => [key, value(key, f)])) as R;
}
