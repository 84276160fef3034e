import type { Aws } from "../aws/clients";
import type { Subject } from "./subject";

/** `unknown`: it could not be decided, for want of a permission, a value or a network. */
export type Status = "passed" | "failed" | "unknown";

/** What a check found. */
export interface Finding {
  readonly status: Status;
  /** One line: what is, and what should be. */
  readonly text: string;
  /** What to do about it; for all that has not passed. */
  readonly fix?: string;
}

/** What checks look at. Nothing of it can change anything. */
export interface Context {
  readonly subject: Subject;
  readonly aws: Aws;
}

/** One line of the table. */
export interface Check {
  /** For `--only` and `--json`; kebab-case. */
  readonly name: string;
  readonly title: string;
  /** What is looked at and when it passes, for the documentation. */
  readonly what: string;
  /** Actions of AWS IAM that it calls. */
  readonly permissions: readonly string[];
  /** Whether the deployment has it at all. @default - every deployment */
  applies?(subject: Subject): boolean;
  /** May throw: an error becomes an `unknown` finding with its reason. */
  run(context: Context): Promise<readonly Finding[]>;
}

/** Findings of one check. */
export interface Result {
  readonly check: Check;
  readonly findings: readonly Finding[];
}

export const passed = (text: string): Finding => ({ status: "passed", text });
export const failed = (text: string, fix: string): Finding => ({ status: "failed", text, fix });
export const unknown = (text: string, fix: string): Finding => ({ status: "unknown", text, fix });
