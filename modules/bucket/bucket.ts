import type { IConstruct } from "constructs";
import type { IGrantee } from "../core";

/** An S3 bucket, created here or brought by the user. */
export interface IBucket extends IConstruct {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Lets `grantee` list, read, write and delete objects, and use the bucket's KMS key for them. */
  grantReadWrite(id: string, grantee: IGrantee): void;
}
