import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AwsClient } from "./aws-client";
import { startEmulator, type Emulator } from "./emulator";
import { type Amendment, amendments } from "./amendments";
import { cliConfiguration } from "./plugins";
import { startRecorder, type Recorder } from "./recorder";
import type { Lane } from "./report";
import { awsEnvironment, region } from "./settings";

/** An emulated AWS account, and what it takes to work in it. */
export interface AwsContext {
  readonly lane: Lane;
  /** Stands for the user's project folder. */
  readonly folder: string;
  /** Environment of Terraform. Its traffic goes through {@link recorder}. */
  readonly environment: NodeJS.ProcessEnv;
  readonly recorder: Recorder;
  /** Goes to the emulator directly, so that the recorder holds Terraform's traffic only. */
  readonly aws: AwsClient;
  /** Answers more in place of the emulator, after what is answered anyway. */
  readonly amend: (amendment: Amendment) => void;
}

/** Runs `body` in an emulated AWS account of its own. `keep` leaves Terraform's traffic in `folder`, for a look. */
export async function withAws(
  lane: Lane,
  folder: string,
  keep: boolean,
  body: (context: AwsContext) => Promise<void>,
): Promise<void> {
  const emulator: Emulator = await startEmulator(folder, region);
  const direct = await startRecorder(emulator.url);
  const aws = new AwsClient(awsEnvironment(direct.url, folder));
  const common = await amendments(aws);
  const own: Amendment[] = [];
  const recorder = await startRecorder(emulator.url, (exchange) =>
    own.reduce(
      (answer, amend) => amend({ ...exchange, response: answer ?? exchange.response }) ?? answer,
      common(exchange),
    ),
  );
  try {
    const environment = {
      ...awsEnvironment(recorder.url, folder),
      TF_CLI_CONFIG_FILE: cliConfiguration(folder, process.env),
    };
    await body({ lane, folder, environment, recorder, aws, amend: (amendment) => void own.push(amendment) });
  } finally {
    if (keep) writeFileSync(join(folder, "traffic.json"), JSON.stringify(recorder.exchanges, null, 2));
    await Promise.all([recorder.stop(), direct.stop()]);
    await emulator.stop();
  }
}
