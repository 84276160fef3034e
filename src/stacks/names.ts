import { needsApplicationOnly } from "../config/combinations";
import type { Deployment } from "../config/schema";

/** Whether everything that an infrastructure stack would make exists: one stack is then enough. */
export function isApplicationOnly(deployment: Deployment): boolean {
  return needsApplicationOnly(deployment);
}

/** Names of the stacks: of their folders in the output, their states and, by default, their Terraform Cloud workspaces. */
export function stackNames({ name }: Pick<Deployment, "name">): {
  infrastructure: string;
  application: string;
  workspaces: string;
} {
  return {
    infrastructure: `${name}-infrastructure`,
    application: `${name}-application`,
    workspaces: `${name}-workspaces`,
  };
}
