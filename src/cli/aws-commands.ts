import type * as AwsCommands from "../aws/commands";
import { UserError } from "../config/errors";

/**
 * Loads the second file of the program, which has the AWS SDK.
 *
 * @throws UserError when the program was copied without it.
 */
export async function awsCommands(): Promise<typeof AwsCommands> {
  try {
    return await import("../aws/commands");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new UserError(
      "aws.cjs is missing, expected beside ppm-eks.cjs for commands that talk to AWS; install the whole package",
    );
  }
}
