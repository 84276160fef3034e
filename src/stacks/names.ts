import type { Deployment } from "../config/schema";

/** Names of the stacks: of their folders in the output, their states and their Terraform Cloud workspaces. */
export function stackNames(deployment: Deployment): { infrastructure: string; application: string } {
  return { infrastructure: `${deployment.name}-infrastructure`, application: `${deployment.name}-application` };
}
