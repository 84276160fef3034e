import type { IConstruct } from "constructs";
import type { IPeer } from "../core";

/** An EKS cluster with nodes, created here or brought by the user. Its security group is that of nodes and pods. */
export interface ICluster extends IConstruct, IPeer {
  readonly clusterName: string;
  /** HTTPS address of the API server. */
  readonly endpoint: string;
  /** CA of the API server: base64 of PEM. */
  readonly certificateAuthority: string;
  /** IAM OIDC provider that IRSA roles trust. */
  readonly oidcProvider: IOidcProvider;
}

/** An IAM OIDC provider of a cluster. */
export interface IOidcProvider {
  readonly arn: string;
  /** Issuer without `https://`, as condition keys want it. */
  readonly issuer: string;
}
