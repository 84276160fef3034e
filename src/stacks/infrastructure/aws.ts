import { addAwsProvider } from "../../terraform/providers";
import { applicationTagVariables, assumeRoleVariables, ignoreTagVariables } from "../../variables/common";
import { type BaseStack, deploymentTags } from "../base-stack";
import type { Deployment } from "../../config/schema";
import type { Context } from "./context";

/** Configures the AWS provider of a stack that has a context. */
export function configureAws({ stack, deployment, account, tags }: Context): void {
  configure(stack, deployment, account.region, tags);
}

/** Configures the AWS provider of the application stack, which learns from the contract where everything is. */
export function configureAwsOfApplication(
  stack: BaseStack,
  deployment: Deployment,
  { region, name }: { region: string; name: string },
): void {
  // The root module of a child module tags by its own provider.
  if (stack.isModule) addAwsProvider(stack, { region });
  else configure(stack, deployment, region, deploymentTags(name, stack.declare(applicationTagVariables).tags));
}

function configure(
  stack: BaseStack,
  deployment: Deployment,
  region: string,
  defaultTags: Record<string, string>,
): void {
  if (stack.isModule) {
    addAwsProvider(stack, { region });
    stack.output(
      "default_tags",
      defaultTags,
      "Tags that the root module's AWS provider should give as `default_tags`.",
    );
    return;
  }
  addAwsProvider(stack, {
    region,
    defaultTags,
    ...stack.declare(ignoreTagVariables),
    assumeRole: deployment.awsRole === "assume" ? stack.declare(assumeRoleVariables) : undefined,
  });
}
