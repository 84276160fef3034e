import { UserError } from "./errors";
import type { Deployment } from "./schema";

/**
 * Picks the deployment that a command is about.
 *
 * @param name from `--name`; may be missing where there is only one.
 * @throws UserError when it is not clear which, or there is none of that name.
 */
export function chooseDeployment(deployments: readonly Deployment[], name: string | undefined): Deployment {
  const [only, ...more] = deployments;
  const names = deployments.map((deployment) => deployment.name);
  const found = name === undefined && more.length === 0 ? only : deployments.find((one) => one.name === name);
  if (found) return found;
  throw new UserError(
    name === undefined
      ? `--name is missing for ${names.length} deployments, expected one of ${names.join(", ")}`
      : `--name is ${JSON.stringify(name)}, expected ${names.length > 1 ? "one of " : ""}${names.join(", ")}`,
  );
}
