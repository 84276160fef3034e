import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, type TerraformStack } from "cdktf";
import { EphemeralResource } from "../../modules/core";
import type { Deployment } from "../config/schema";

/** Write-only arguments and ephemeral resources need Terraform 1.11. */
export const requiredTerraformVersion = ">= 1.11.0";

/** Ranges with a ceiling and full sources, so that the output merges into an existing root module. */
const requiredProviders = {
  aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" },
  kubernetes: { source: "hashicorp/kubernetes", version: "~> 2.38" },
  helm: { source: "hashicorp/helm", version: "~> 3.1" },
} as const;

function require(stack: TerraformStack, provider: keyof typeof requiredProviders): void {
  stack.addOverride(`terraform.required_providers.${provider}`, requiredProviders[provider]);
}

/** Arguments of the AWS provider that both stacks share. */
export interface AwsProviderProps {
  readonly region: string;
  /** Go onto everything that takes tags, except what only a launch template can tag. */
  readonly defaultTags: Record<string, string>;
  /** Tags that other tools put onto these resources and that Terraform leaves alone. */
  readonly ignoreTagKeys: string[];
  /** As {@link ignoreTagKeys}, for every tag whose key starts so. */
  readonly ignoreTagKeyPrefixes: string[];
}

/** Configures the AWS provider of a stack. Credentials come from the environment of whoever runs Terraform. */
export function addAwsProvider(stack: TerraformStack, props: AwsProviderProps): void {
  new AwsProvider(stack, "Aws", {
    region: props.region,
    defaultTags: [{ tags: props.defaultTags }],
    ignoreTags: [{ keys: props.ignoreTagKeys, keyPrefixes: props.ignoreTagKeyPrefixes }],
  });
  require(stack, "aws");
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
export function addClusterProviders(stack: TerraformStack, access: ClusterAccess): void {
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
  require(stack, "kubernetes");
  require(stack, "helm");
}

function ephemeralToken(stack: TerraformStack, clusterName: string): string {
  return new EphemeralResource(stack, "ClusterLogin", "aws_eks_cluster_auth", { name: clusterName }).attribute("token");
}
