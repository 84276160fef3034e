import { Option } from "commander";
import { load, type Loaded } from "../config/load";
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
export function loadDeployment(io: Io, { deployment }: DeploymentOption): Loaded {
  const { workingFolder, environment } = io;
  return load({
    workingFolder,
    environment: deployment ? { ...environment, PPM_DEPLOYMENT: deployment } : environment,
  });
}
