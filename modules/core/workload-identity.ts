import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type { Construct } from "constructs";
import type { PolicyStatement } from "./policy";

/** An IAM OIDC provider of a cluster. */
export interface IOidcProvider {
  readonly arn: string;
  /** Issuer without `https://`, as condition keys want it. */
  readonly issuer: string;
}

/** How the pods of a cluster get AWS permissions: IAM roles for service accounts, or EKS Pod Identity. */
export type WorkloadIdentity =
  | { readonly mode: "irsa"; readonly oidcProvider: IOidcProvider }
  | { readonly mode: "podIdentity"; readonly clusterName: string };

/** A Kubernetes service account in a cluster. */
export interface ServiceAccount {
  readonly identity: WorkloadIdentity;
  /** Kubernetes namespace of the service account. */
  readonly namespace: string;
  readonly serviceAccountName: string;
}

/** Lets a role be used by its service account: under Pod Identity by an association, under IRSA by nothing in AWS. */
export function defineAssociation(
  scope: Construct,
  { identity, namespace, serviceAccountName }: ServiceAccount,
  roleArn: string,
): EksPodIdentityAssociation | undefined {
  if (identity.mode === "irsa") return undefined;
  return new EksPodIdentityAssociation(scope, "Association", {
    clusterName: identity.clusterName,
    namespace,
    serviceAccount: serviceAccountName,
    roleArn,
  });
}

/** Trust in one service account of one cluster, and in no other. */
export function serviceAccountTrust({ identity, namespace, serviceAccountName }: ServiceAccount): PolicyStatement {
  const equals = (variable: string, value: string) => ({ test: "StringEquals", variable, values: [value] });
  switch (identity.mode) {
    case "irsa": {
      const { arn, issuer } = identity.oidcProvider;
      return {
        sid: "ServiceAccount",
        actions: ["sts:AssumeRoleWithWebIdentity"],
        resources: [],
        principals: [{ type: "Federated", identifiers: [arn] }],
        conditions: [
          equals(`${issuer}:aud`, "sts.amazonaws.com"),
          equals(`${issuer}:sub`, `system:serviceaccount:${namespace}:${serviceAccountName}`),
        ],
      };
    }
    case "podIdentity":
      return {
        sid: "ServiceAccount",
        actions: ["sts:AssumeRole", "sts:TagSession"],
        resources: [],
        principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
        // EKS sends these as session tags; without them any service account of any cluster could use the role.
        conditions: [
          equals("aws:RequestTag/eks-cluster-name", identity.clusterName),
          equals("aws:RequestTag/kubernetes-namespace", namespace),
          equals("aws:RequestTag/kubernetes-service-account", serviceAccountName),
        ],
      };
  }
}
