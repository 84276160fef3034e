import type { Aws } from "../aws/clients";
import type { Io } from "../cli/io";
import type { Outside } from "./outside";
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

/** What is said of a check, without what it does. */
export interface CheckInfo {
  readonly title: string;
  /** When it passes, for the documentation. */
  readonly what: string;
  /** What to do when it does not, for the documentation. */
  readonly fix: string;
  /** Actions of AWS IAM that it calls. */
  readonly permissions: readonly string[];
  /** Whether the deployment has it at all. @default - every deployment */
  applies?(subject: Subject): boolean;
}

/** What checks look at. Nothing of it can change anything. */
export interface Context {
  readonly subject: Subject;
  readonly aws: Aws;
  /** The same identity in another region. */
  awsIn(region: string): Aws;
  /** Works in the account of the hosted zone. */
  readonly zoneAws: Aws;
  readonly outside: Outside;
  readonly io: Pick<Io, "environment" | "today" | "exists" | "read">;
  /** License file that the command line names. */
  readonly license?: string;
}

/** May throw: an error becomes an `unknown` finding with its reason. */
export type Run = (context: Context) => Promise<readonly Finding[]> | readonly Finding[];

export const passed = (text: string): Finding => ({ status: "passed", text });
export const failed = (text: string, fix: string): Finding => ({ status: "failed", text, fix });
export const unknown = (text: string, fix: string): Finding => ({ status: "unknown", text, fix });

/** What cannot be looked at, since a variable that names it has no value. */
export const noValue = (variable: string): Finding =>
  unknown(`${variable} has no value`, `give it by --var-file or TF_VAR_${variable}`);

/** Only what has not passed; when all has, one line that says so. */
export function wrongOr(findings: readonly Finding[], allPassed: string): Finding[] {
  const wrong = findings.filter(({ status }) => status !== "passed");
  return wrong.length > 0 ? wrong : [passed(allPassed)];
}
