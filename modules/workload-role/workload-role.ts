import type { IConstruct } from "constructs";
import type { IGrantee } from "../core";

/** The IAM role of one Kubernetes service account, created here or brought by the user. */
export interface IWorkloadRole extends IConstruct, IGrantee {
  readonly roleArn: string;
}
