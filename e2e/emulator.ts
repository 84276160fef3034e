import { mkdirSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, launch, stop } from "./processes";
import { installPythonEnvironment } from "./python-environment";
import { cacheFolder } from "./work-folder";

/** Account that the emulator plays. */
export const accountId = "123456789012";

const requirements = join(__dirname, "requirements.txt");
const environment = join(cacheFolder, "venv");

/** A Python program of the environment that `requirements.txt` describes. */
export function pythonProgram(name: string): string {
  return join(environment, "bin", name);
}

/** Makes the Python environment of the emulator, where it is not there. */
export async function installEmulator(): Promise<void> {
  await installPythonEnvironment(environment, requirements);
}

/** The AWS emulator `ministack`, in memory, on loopback. */
export interface Emulator {
  /** `https://localhost:PORT`, with a self-signed certificate. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts an emulator of its own, which knows nothing yet. */
export async function startEmulator(folder: string, region: string): Promise<Emulator> {
  const port = await freePort();
  const scratch = join(folder, "emulator");
  mkdirSync(scratch, { recursive: true });
  let log = "";
  const child = launch(pythonProgram("ministack"), [], {
    cwd: scratch,
    env: {
      PATH: process.env.PATH,
      TMPDIR: scratch,
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      // Only over TLS does a cluster get an OIDC issuer with the https scheme that AWS's have.
      USE_SSL: "1",
      MINISTACK_ACCOUNT_ID: accountId,
      MINISTACK_REGION: region,
      SFTP_ENABLED: "0",
      IOT_MTLS_ENABLED: "0",
      LOG_LEVEL: "WARNING",
    },
  });
  const remember = (text: Buffer) => (log = (log + text.toString()).slice(-20_000));
  child.stdout?.on("data", remember);
  child.stderr?.on("data", remember);
  child.on("error", (error) => (log += error.message));

  const url = `https://localhost:${port}`;
  const deadline = Date.now() + 60_000;
  while (!(await healthy(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop(child);
      throw new Error(`the emulator did not start:\n${log}`);
    }
    await sleep(200);
  }
  return { url, stop: () => stop(child) };
}

function healthy(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    request(`${url}/_ministack/health`, { rejectUnauthorized: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    })
      .on("error", () => resolve(false))
      .end();
  });
}
