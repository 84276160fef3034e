import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TfeProvider } from "@cdktf/provider-tfe/lib/provider";
import { Fn, type TerraformProvider, type TerraformStack } from "cdktf";
import { EphemeralResource } from "../../modules/core";
import type { Deployment } from "../config/schema";
import type { BaseStack } from "../stacks/base-stack";

/** Write-only arguments and ephemeral resources need Terraform 1.11. */
export const requiredTerraformVersion = ">= 1.11.0";

/** Ranges with a ceiling and full sources, so that the output merges into an existing root module. */
const requiredProviders = {
  aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" },
  kubernetes: { source: "hashicorp/kubernetes", version: "~> 2.38" },
  helm: { source: "hashicorp/helm", version: "~> 3.1" },
  tfe: { source: "hashicorp/tfe", version: "~> 0.71" },
} as const;

function require(stack: TerraformStack, provider: keyof typeof requiredProviders): void {
  // A copy: cdktf writes later overrides into the object that it was given.
  stack.addOverride(`terraform.required_providers.${provider}`, { ...requiredProviders[provider] });
}

/** Tags that other tools put onto resources and that Terraform leaves alone. */
export interface IgnoredTags {
  /** @default - none */
  readonly ignoreTagKeys?: string[];
  /** As {@link ignoreTagKeys}, for every tag whose key starts so. @default - none */
  readonly ignoreTagKeyPrefixes?: string[];
}

/** Arguments of the AWS provider that both stacks share. */
export interface AwsProviderProps extends IgnoredTags {
  readonly region: string;
  /** Go onto everything that takes tags, except what only a launch template can tag. @default - none */
  readonly defaultTags?: Record<string, string>;
  /** Role to assume. @default - the identity that the environment gives */
  readonly assumeRole?: AssumedRole;
}

/** A role that the AWS provider assumes. */
export interface AssumedRole {
  readonly assumeRoleArn: string;
  /** May be null at plan. */
  readonly assumeRoleExternalId: string;
}

/** Configures the AWS provider of a stack. Credentials come from the environment of whoever runs Terraform. */
export function addAwsProvider(stack: TerraformStack, props: AwsProviderProps): void {
  new AwsProvider(stack, "Aws", providerArguments(props));
  require(stack, "aws");
}

/** Name of the AWS provider that works in the account of the hosted zone. */
const hostedZoneAlias = "dns";

/** Name of the AWS provider that works in the region that backups are copied to. */
const backupCopyAlias = "backup";

/**
 * Configures an AWS provider of another region, `aws.backup`, with the tags of the stack's own. A child module asks its
 * root module for it instead.
 */
export function addBackupCopyProvider(stack: BaseStack, props: AwsProviderProps): TerraformProvider {
  askForProvider(stack, backupCopyAlias);
  return new AwsProvider(stack, "BackupCopyAws", { alias: backupCopyAlias, ...providerArguments(props) });
}

export interface HostedZoneProviderProps {
  readonly region: string;
  /** Role in the account of the hosted zone. @default - none: a child module gets it with the provider */
  readonly roleArn?: string;
  /** Role that {@link roleArn} is assumed from. @default - the identity that the environment gives */
  readonly assumeRole?: AssumedRole;
}

/**
 * Configures a second AWS provider, `aws.dns`, that assumes a role of another account: the one that has the hosted zone.
 * A child module asks its root module for it instead.
 */
export function addHostedZoneProvider(stack: BaseStack, props: HostedZoneProviderProps): TerraformProvider {
  const { region, roleArn, assumeRole } = props;
  askForProvider(stack, hostedZoneAlias);
  return new AwsProvider(stack, "HostedZoneAws", {
    alias: hostedZoneAlias,
    region,
    ...(roleArn && { assumeRole: [...(assumeRole ? [roleBlock(assumeRole)] : []), { roleArn }] }),
  });
}

function providerArguments({
  region,
  defaultTags,
  ignoreTagKeys,
  ignoreTagKeyPrefixes,
  assumeRole,
}: AwsProviderProps): AwsProviderConfig {
  return {
    region,
    ...(defaultTags && { defaultTags: [{ tags: defaultTags }] }),
    ...(ignoreTagKeys && { ignoreTags: [{ keys: ignoreTagKeys, keyPrefixes: ignoreTagKeyPrefixes }] }),
    ...(assumeRole && { assumeRole: [roleBlock(assumeRole)] }),
  };
}

/** Makes a child module ask its root module for an AWS provider under this name. */
function askForProvider(stack: BaseStack, alias: string): void {
  if (!stack.isModule) return;
  stack.providerAliases.push(`aws.${alias}`);
  stack.addOverride("terraform.required_providers.aws.configuration_aliases", [...stack.providerAliases].sort());
}

function roleBlock({ assumeRoleArn, assumeRoleExternalId }: AssumedRole) {
  return { roleArn: assumeRoleArn, externalId: assumeRoleExternalId };
}

/** The cluster that the Kubernetes and Helm providers talk to. */
export interface ClusterAccess {
  readonly clusterName: string;
  readonly endpoint: string;
  /** Base64 of PEM. */
  readonly certificateAuthority: string;
  readonly region: string;
  readonly login: Deployment["clusterLogin"];
}

/**
 * Configures the Kubernetes and Helm providers.
 *
 * With `token` the login is ephemeral: fetched again in each phase, never in the plan, good for 15 minutes.
 */
export function addClusterProviders(stack: BaseStack, access: ClusterAccess): void {
  require(stack, "kubernetes");
  require(stack, "helm");
  if (stack.isModule) {
    // The root module has the connection; cdktf wants to know that there are such providers.
    new KubernetesProvider(stack, "Kubernetes");
    new HelmProvider(stack, "Helm");
    return;
  }
  const connection = {
    host: access.endpoint,
    clusterCaCertificate: Fn.base64decode(access.certificateAuthority),
    ...(access.login === "token" && { token: ephemeralToken(stack, access.clusterName) }),
  };
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", access.clusterName, "--region", access.region],
  };
  const useExec = access.login === "exec";
  new KubernetesProvider(stack, "Kubernetes", { ...connection, ...(useExec && { exec: [exec] }) });
  new HelmProvider(stack, "Helm", { kubernetes: { ...connection, ...(useExec && { exec }) } });
}

function ephemeralToken(stack: TerraformStack, clusterName: string): string {
  return new EphemeralResource(stack, "ClusterLogin", "aws_eks_cluster_auth", { name: clusterName }).attribute("token");
}

/** Configures the provider of HCP Terraform or Terraform Enterprise. Its token comes from `TFE_TOKEN` or `terraform login`. */
export function addTfeProvider(stack: TerraformStack, hostname: string): void {
  new TfeProvider(stack, "Tfe", { hostname });
  require(stack, "tfe");
}
