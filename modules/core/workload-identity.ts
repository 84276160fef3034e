import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { Construct } from "constructs";
import { policyDocument, type PolicyStatement } from "./policy";

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

export interface ServiceAccountRoleProps {
  /** Name of the role, 1 to 64 characters, unique in the account. Changing it replaces the role. */
  readonly name: string;
  readonly identity: WorkloadIdentity;
  /** Kubernetes namespace of the service account. */
  readonly namespace: string;
  readonly serviceAccountName: string;
  /** @default - no boundary */
  readonly permissionsBoundaryArn?: string;
  /** IAM path, such as `/package-manager/`. Changing it replaces the role. @default "/" */
  readonly iamPath?: string;
}

/**
 * Defines the IAM role of one Kubernetes service account in `scope`, without permissions. Only that service account of
 * that cluster can assume it. With Pod Identity, it defines the association too.
 */
export function defineServiceAccountRole(
  scope: Construct,
  props: ServiceAccountRoleProps,
): { readonly role: IamRole; readonly association?: EksPodIdentityAssociation } {
  const role = new IamRole(scope, "Resource", {
    name: props.name,
    assumeRolePolicy: policyDocument(scope, "Trust", [trustStatement(props)]),
    permissionsBoundary: props.permissionsBoundaryArn,
    path: props.iamPath,
  });
  if (props.identity.mode === "irsa") return { role };
  const association = new EksPodIdentityAssociation(scope, "Association", {
    clusterName: props.identity.clusterName,
    namespace: props.namespace,
    serviceAccount: props.serviceAccountName,
    roleArn: role.arn,
  });
  return { role, association };
}

function trustStatement(props: ServiceAccountRoleProps): PolicyStatement {
  const { identity, namespace, serviceAccountName } = props;
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
