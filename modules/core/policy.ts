import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { Lazy } from "cdktf";
import type { Construct, IConstruct } from "constructs";

/** One statement of an IAM or resource policy, written as AWS writes it. */
export interface PolicyStatement {
  /** Letters and digits only; says in a review what the statement is for. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Full action names, such as `s3:GetObject`. */
  readonly actions: readonly string[];
  /** ARNs. */
  readonly resources: readonly string[];
  /** Who may act. Only for policies attached to a resource. @default - none, as identity policies want it */
  readonly principals?: readonly PolicyPrincipal[];
  /** All must hold. @default - none */
  readonly conditions?: readonly PolicyCondition[];
}

/** `{ type: "Service", identifiers: ["logs.eu-central-1.amazonaws.com"] }` */
export interface PolicyPrincipal {
  readonly type: "AWS" | "Service" | "Federated" | "*";
  readonly identifiers: readonly string[];
}

/** `{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }` */
export interface PolicyCondition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

/** Something that can be given permissions: a role made here, or one the user owns. */
export interface IGrantee extends IConstruct {
  /** Allows `statements`. `id` must be unique in this grantee; it is part of a Terraform address. */
  grant(id: string, statements: readonly PolicyStatement[]): void;
}

/**
 * Defines a policy document as a data source, so that a review reads it statement by statement, and returns its JSON.
 *
 * @param statements read at synth, so that statements pushed later count.
 */
export function policyDocument(scope: Construct, id: string, statements: readonly PolicyStatement[]): string {
  const statement = Lazy.anyValue({ produce: () => statements.map(toBlock) });
  return new DataAwsIamPolicyDocument(scope, id, { statement }).json;
}

function toBlock(s: PolicyStatement): DataAwsIamPolicyDocumentStatement {
  return {
    sid: s.sid,
    effect: s.effect ?? "Allow",
    actions: [...s.actions],
    resources: [...s.resources],
    ...(s.principals && { principals: s.principals.map((p) => ({ type: p.type, identifiers: [...p.identifiers] })) }),
    ...(s.conditions && {
      condition: s.conditions.map((c) => ({ test: c.test, variable: c.variable, values: [...c.values] })),
    }),
  };
}
