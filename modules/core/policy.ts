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

/** Statements as AWS's consoles take them: an identity policy, or, with principals, one of a resource. */
export function policyText(statements: readonly PolicyStatement[]): { Version: string; Statement: unknown[] } {
  return { Version: "2012-10-17", Statement: statements.map(statementText) };
}

/** One statement as AWS's consoles take it. */
export function statementText(s: PolicyStatement): Record<string, unknown> {
  return {
    Sid: s.sid,
    Effect: s.effect ?? "Allow",
    ...(s.principals && { Principal: Object.fromEntries(s.principals.map((p) => [p.type, p.identifiers])) }),
    Action: s.actions,
    ...(s.resources.length > 0 && { Resource: s.resources }),
    ...(s.conditions && { Condition: conditionText(s.conditions) }),
  };
}

function conditionText(conditions: readonly PolicyCondition[]): Record<string, Record<string, readonly string[]>> {
  const byTest: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, variable, values } of conditions) byTest[test] = { ...byTest[test], [variable]: values };
  return byTest;
}
