import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import type { IOidcProvider } from "../core";

/** Defines the IAM OIDC provider through which IAM trusts the service accounts of `cluster`. */
export function defineOidcProvider(scope: Construct, id: string, cluster: EksCluster): IOidcProvider {
  const issuer = Fn.replace(cluster.identity.get(0).oidc.get(0).issuer, "/^https?:///", "");
  const provider = new IamOpenidConnectProvider(scope, id, {
    url: `https://${issuer}`,
    clientIdList: ["sts.amazonaws.com"],
  });
  return { arn: provider.arn, issuer };
}
