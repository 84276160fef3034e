import type { IConstruct } from "constructs";

/** A secret in Secrets Manager, created here or brought by the user. Its value is in no plan, state or JSON. */
export interface ISecret extends IConstruct {
  readonly secretArn: string;
  /** Rises when the value changes; goes into `…_wo_version` arguments. */
  readonly revision: number;
}

/** A secret whose value other resources of the same stack may write into a write-only argument. */
export interface IWriteOnlySecret extends ISecret {
  /** Ephemeral reference: only for write-only arguments. */
  readonly value: string;
}
