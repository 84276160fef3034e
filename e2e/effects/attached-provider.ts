import { readdirSync } from "node:fs";
import { join } from "node:path";
import { launch, stop } from "../processes";

/** A provider that runs once for many plans: to start it for each takes half the time of a plan. */
export interface AttachedProvider {
  /** Value of `TF_REATTACH_PROVIDERS`. */
  readonly reattach: string;
  stop(): Promise<void>;
}

/**
 * Starts the AWS provider that `terraform init` has put into a stack's folder.
 *
 * @param environment what it reaches AWS by.
 * @throws Error when it does not say how to reach it.
 */
export async function attachProvider(folder: string, environment: NodeJS.ProcessEnv): Promise<AttachedProvider> {
  const installed = join(folder, ".terraform", "providers");
  const program = readdirSync(installed, { recursive: true, encoding: "utf8" }).find((path) =>
    /(^|\/)terraform-provider-aws_v[^/]+$/.test(path),
  );
  if (!program) throw new Error(`${installed} has no AWS provider`);
  const child = launch(join(installed, program), ["-debug"], { cwd: folder, env: environment });
  const reattach = await new Promise<string>((resolve, reject) => {
    let printed = "";
    child.stdout?.on("data", (text: Buffer) => {
      printed += text.toString();
      const [, value] = /TF_REATTACH_PROVIDERS='(.+)'/.exec(printed) ?? [];
      if (value) resolve(value);
    });
    child.on("error", reject);
    child.on("close", () => reject(new Error(`the AWS provider ended:\n${printed}`)));
  });
  child.stderr?.resume();
  return { reattach, stop: () => stop(child) };
}
