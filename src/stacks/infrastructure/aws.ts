import { type AssumedRole, type IgnoredTags, addAwsProvider } from "../../terraform/providers";
import { applicationTagVariables, assumeRoleVariables, ignoreTagVariables } from "../../variables/common";
import { type BaseStack, deploymentTags } from "../base-stack";
import type { Deployment } from "../../config/schema";
import type { Context } from "./context";

/** Configures the AWS provider of a stack that has a context. */
export function configureAws({ stack, account, tags, assumedRole, ignoredTags }: Context): void {
  if (stack.isModule) configureModule(stack, account.region, tags);
  else configureRoot(stack, account.region, tags, ignoredTags(), assumedRole());
}

/** Configures the AWS provider of the application stack, which learns from the contract where everything is. */
export function configureAwsOfApplication(
  stack: BaseStack,
  deployment: Deployment,
  { region, name }: { region: string; name: string },
): void {
  // The root module of a child module tags by its own provider.
  if (stack.isModule) return addAwsProvider(stack, { region });
  const { tags } = stack.declare(applicationTagVariables);
  const assumeRole = deployment.awsRole === "assume" ? stack.declare(assumeRoleVariables) : undefined;
  configureRoot(stack, region, deploymentTags(name, tags), stack.declare(ignoreTagVariables), assumeRole);
}

function configureModule(stack: BaseStack, region: string, defaultTags: Record<string, string>): void {
  addAwsProvider(stack, { region });
  stack.output("default_tags", defaultTags, "Tags that the root module's AWS provider should give as `default_tags`.");
}

function configureRoot(
  stack: BaseStack,
  region: string,
  defaultTags: Record<string, string>,
  ignoredTags: IgnoredTags,
  assumeRole: AssumedRole | undefined,
): void {
  addAwsProvider(stack, { region, defaultTags, ...ignoredTags, assumeRole });
}
