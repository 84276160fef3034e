import { at, isObject, type JsonObject, type StackName } from "../inspect/terraform-json";
import { type Context, type Finding, type Run, unknown, wrongOr } from "./check";
import { cloudState } from "./state-cloud";
import { localState } from "./state-local";
import { s3State } from "./state-s3";

/** Where the state of each stack is, and whether a run holds it. */
export const state: Run = async (context) => {
  const { subject } = context;
  const stacks = Object.entries(subject.stackNames) as [StackName, string][];
  const findings = await Promise.all(
    stacks.map(([role, name]) => stateOf(context, name, subject.stacks[role].terraform ?? {})),
  );
  return wrongOr(findings, findings.map(({ text }) => text).join("; "));
};

function stateOf(context: Context, stack: string, terraform: JsonObject): Promise<Finding> | Finding {
  const { deployment } = context.subject;
  if (deployment.output === "module") {
    return unknown(`${stack} is a child module, whose state is the root module's`, "look at the root module's backend");
  }
  const cloud = terraform.cloud;
  if (isObject(cloud)) return cloudState(context, stack, cloud);
  const s3 = at(terraform, "backend.s3");
  if (isObject(s3)) return s3State(context, stack, s3);
  if (isObject(at(terraform, "backend.local"))) return localState(context, stack);
  const [type = "none"] = Object.keys(isObject(terraform.backend) ? terraform.backend : {});
  return unknown(
    `${stack} is in the backend ${type}, which is not looked at here`,
    "see that terraform init and plan work",
  );
}
