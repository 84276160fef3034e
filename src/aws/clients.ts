import { ACMClient } from "@aws-sdk/client-acm";
import { BackupClient } from "@aws-sdk/client-backup";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EKSClient } from "@aws-sdk/client-eks";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { RDSClient } from "@aws-sdk/client-rds";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { STSClient } from "@aws-sdk/client-sts";

/** How long one request may take, and how often it is tried; a command has many to make, and a person waits. */
const limits = {
  maxAttempts: 4,
  connectionTimeout: 5_000,
  requestTimeout: 20_000,
};

export interface AwsOptions {
  /** Region of all clients. @default - that of the environment or the profile */
  readonly region?: string;
  /** Variables of the environment; only where requests go is read here, the SDK reads the rest itself. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A client for each AWS service that commands talk to, made when it is first asked for. */
export type Aws = ReturnType<typeof awsClients>;

/**
 * The only place that makes clients. Credentials and profile come by the SDK's own chain: environment, shared files, SSO,
 * roles of containers and instances.
 */
export function awsClients({ region, environment }: AwsOptions) {
  const { maxAttempts, ...times } = limits;
  const options = {
    ...(region !== undefined && { region }),
    maxAttempts,
    requestHandler: { ...times, throwOnRequestTimeout: true },
  };
  // An endpoint of one's own has no host name for each bucket.
  const s3: S3ClientConfig = {
    ...options,
    forcePathStyle: Boolean(environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL),
  };
  const makers = {
    acm: () => new ACMClient(options),
    backup: () => new BackupClient(options),
    ec2: () => new EC2Client(options),
    eks: () => new EKSClient(options),
    elb: () => new ElasticLoadBalancingV2Client(options),
    iam: () => new IAMClient(options),
    kms: () => new KMSClient(options),
    quotas: () => new ServiceQuotasClient(options),
    rds: () => new RDSClient(options),
    route53: () => new Route53Client(options),
    s3: () => new S3Client(s3),
    secrets: () => new SecretsManagerClient(options),
    sts: () => new STSClient(options),
    tagging: () => new ResourceGroupsTaggingAPIClient(options),
  };
  return lazy(makers);
}

/** An object with each member made once, when it is first read. */
function lazy<T extends Record<string, () => unknown>>(makers: T): { readonly [K in keyof T]: ReturnType<T[K]> } {
  const made = {};
  for (const [name, make] of Object.entries(makers)) {
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = make();
        Object.defineProperty(made, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return made as { readonly [K in keyof T]: ReturnType<T[K]> };
}
