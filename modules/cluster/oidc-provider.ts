import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import type { IOidcProvider } from "../core";

/** Defines the IAM OIDC provider through which IAM trusts the service accounts of `cluster`. */
export function defineOidcProvider(scope: Construct, id: string, cluster: EksCluster): IOidcProvider {
  const provider = new IamOpenidConnectProvider(scope, id, {
    url: `https://${withoutScheme(cluster.identity.get(0).oidc.get(0).issuer)}`,
    clientIdList: ["sts.amazonaws.com"],
  });
  // By the provider, not by the cluster: else every change of the cluster would hide the roles' trust until apply.
  return { arn: provider.arn, issuer: withoutScheme(provider.url) };
}

/** `https://oidc.eks…` → `oidc.eks…` */
export function withoutScheme(url: string): string {
  return Fn.replace(url, "/^https?:///", "");
}
