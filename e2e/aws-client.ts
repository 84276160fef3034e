import { join } from "node:path";
import { pythonProgram } from "./emulator";
import type { Json, JsonObject } from "./json";
import { succeed } from "./processes";

/** Service and operation in botocore's spelling (`secretsmanager`, `list_secrets`), and parameters. */
export type AwsCall = readonly [service: string, operation: string, parameters?: JsonObject];

/** Asks AWS directly, without Terraform. */
export class AwsClient {
  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /** Performs one call. @throws Error with AWS's error code. */
  async call<T = JsonObject>(...call: AwsCall): Promise<T> {
    const [result] = await this.callAll<T>([call]);
    return result as T;
  }

  /** Performs calls in order. @throws Error with the error code of the first that fails. */
  async callAll<T = JsonObject>(calls: readonly AwsCall[]): Promise<T[]> {
    const results = await this.tryAll<T>(calls);
    return results.map((result, i) => {
      if (result.ok === undefined) throw new Error(`${calls[i]?.slice(0, 2).join(" ")}: ${result.error}`);
      return result.ok;
    });
  }

  /** Performs calls in order and returns each one's response or error code. */
  async tryAll<T = JsonObject>(calls: readonly AwsCall[]): Promise<{ ok?: T; error?: string }[]> {
    const script = join(__dirname, "aws_client.py");
    const input: Json = calls.map(([service, operation, parameters = {}]) => [service, operation, parameters]);
    const output = await succeed(pythonProgram("python"), [script], {
      env: this.environment,
      stdin: JSON.stringify(input),
    });
    return JSON.parse(output) as { ok?: T; error?: string }[];
  }
}
