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
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { proxyAgent } from "./proxy";

/** How long one request may take, and how often it is tried; a command has many to make, and a person waits. */
const limits = {
  maxAttempts: 5,
  connectionTimeout: 5_000,
  requestTimeout: 15_000,
};

export interface AwsOptions {
  /** Region of all clients. @default - that of the environment or the profile */
  readonly region?: string;
  /** Variables of the environment; only where requests go is read here, the SDK reads the rest itself. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Role to work as. @default - the identity that the environment gives */
  readonly role?: AssumedRole;
}

/** A role that other clients may assume. */
export interface AssumedRole {
  readonly arn: string;
  readonly externalId?: string;
  readonly from: Aws;
}

/** A client for each AWS service that commands talk to, made when it is first asked for. */
export interface Aws {
  readonly acm: ACMClient;
  readonly backup: BackupClient;
  readonly ec2: EC2Client;
  readonly eks: EKSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly quotas: ServiceQuotasClient;
  readonly rds: RDSClient;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly sts: STSClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}

/**
 * The only place that makes clients. Credentials and profile come by the SDK's own chain: environment, shared files, SSO,
 * roles of containers and instances.
 */
export function awsClients({ region, environment, role }: AwsOptions): Aws {
  const { maxAttempts, ...times } = limits;
  const httpsAgent = proxyAgent(environment);
  const options = {
    ...(region !== undefined && { region }),
    ...(role && { credentials: () => assume(role) }),
    maxAttempts,
    requestHandler: { ...times, throwOnRequestTimeout: true, ...(httpsAgent && { httpsAgent }) },
  };
  // An endpoint of one's own has no host name for each bucket.
  const s3: S3ClientConfig = {
    ...options,
    forcePathStyle: Boolean(environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL),
    // Else a bucket of another region is an error without a name, and cannot be told from a failure of AWS.
    followRegionRedirects: true,
  };
  return lazy<Aws>({
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
  });
}

/** Credentials of a role. The SDK asks again before they expire. */
async function assume({ arn, externalId, from }: AssumedRole) {
  const { Credentials: credentials } = await from.sts.send(
    new AssumeRoleCommand({
      RoleArn: arn,
      RoleSessionName: "ppm-eks",
      ...(externalId !== undefined && { ExternalId: externalId }),
    }),
  );
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = credentials ?? {};
  return {
    accessKeyId,
    secretAccessKey,
    ...(credentials?.SessionToken !== undefined && { sessionToken: credentials.SessionToken }),
    ...(credentials?.Expiration && { expiration: credentials.Expiration }),
  };
}

/** An object with each member made once, when it is first read. */
function lazy<T>(makers: { readonly [K in keyof T]: () => T[K] }): T {
  const made = {};
  for (const [name, make] of Object.entries<() => unknown>(makers)) {
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
  return made as T;
}
