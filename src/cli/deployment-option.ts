import { Option } from "commander";
import type { Loaded } from "../config/load";
import type { Io } from "./io";

export interface DeploymentOption {
  readonly deployment?: string;
}

/** `--deployment FILE`, which every command that reads a deployment has. */
export function deploymentOption(): Option {
  return new Option(
    "-d, --deployment <file>",
    "deployment file (default: PPM_DEPLOYMENT, else deployment.yaml, else the reference architecture)",
  );
}

/** Reads the deployment file that the option or the environment names. */
export async function loadDeployment(
  { workingFolder, environment }: Pick<Io, "workingFolder" | "environment">,
  { deployment }: DeploymentOption,
): Promise<Loaded> {
  const { load } = await import("../config/load");
  return load({
    workingFolder,
    environment: deployment ? { ...environment, PPM_DEPLOYMENT: deployment } : environment,
  });
}
