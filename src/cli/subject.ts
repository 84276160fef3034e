import type { Subject } from "../preflight/subject";
import { awsCommands } from "./aws-commands";
import { type DeploymentOption, loadDeployment } from "./deployment-option";
import type { Io } from "./io";
import { readVarFiles, type VarFileOption } from "./var-file-option";

export interface SubjectOptions extends DeploymentOption, VarFileOption {
  /** Of the deployment, where the file has several. */
  readonly name?: string;
}

/** Reads the deployment that a command is about, and loads the commands that talk to AWS. */
export async function subjectAndCommands(
  io: Io,
  options: SubjectOptions,
): Promise<{ subject: Subject; commands: Awaited<ReturnType<typeof awsCommands>> }> {
  const varFiles = readVarFiles(io, options);
  const loaded = await loadDeployment(io, options);
  const [{ chooseDeployment }, { subjectOf }, commands] = await Promise.all([
    import("../config/choose-deployment"),
    import("../preflight/subject"),
    awsCommands(),
  ]);
  const deployment = chooseDeployment(loaded.deployments, options.name);
  return { subject: subjectOf(deployment, loaded, { varFiles, environment: io.environment }), commands };
}
