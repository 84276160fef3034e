import { deepStrictEqual as equal, match, ok } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "./json";
import { command, type CommandResult } from "./processes";
import { projectFolder } from "./work-folder";

interface Finding {
  readonly status: "passed" | "failed" | "unknown";
  readonly text: string;
  readonly fix?: string;
}

/** What `--json` prints. */
export interface Printed {
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly checks: readonly { readonly check: string; readonly findings: readonly Finding[] }[];
}

export interface Run {
  /** Checks to run. @default - all that the deployment has */
  readonly only?: readonly string[];
  /** Variables beside, or in place of, those of the account; `undefined` leaves one out. */
  readonly variables?: Readonly<Record<string, Json | undefined>>;
  readonly environment?: NodeJS.ProcessEnv;
  /** Name of the license file; none without. */
  readonly license?: string;
}

/** `ppm-eks preflight`, as a user runs it in a folder of their own. */
export class Preflight {
  constructor(
    readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly variables: Readonly<Record<string, Json>>,
    private readonly args: readonly string[],
    deployment?: object,
  ) {
    mkdirSync(folder, { recursive: true });
    if (deployment) writeFileSync(join(folder, "deployment.yaml"), JSON.stringify(deployment));
  }

  /** Runs it for people: with a table. */
  table(run: Run = {}): Promise<CommandResult> {
    return this.start(run, []);
  }

  /** Runs it for programs. */
  async json(run: Run = {}): Promise<Printed & { readonly code: number }> {
    const { code, stdout, stderr } = await this.start(run, ["--json"]);
    equal(stderr, "", "standard error");
    ok(stdout.startsWith("{"), `no JSON: ${stdout}`);
    return { ...(JSON.parse(stdout) as Printed), code };
  }

  /** Runs one check, which must find one thing. @throws Error when it finds something else, or says no fix. */
  async finds(check: string, status: Finding["status"], text: RegExp, run: Run = {}): Promise<void> {
    const { checks, code } = await this.json({ ...run, only: [check] });
    const findings = checks.flatMap((one) => one.findings);
    equal(
      findings.map((one) => one.status),
      [status],
      JSON.stringify(findings),
    );
    match(findings[0]?.text ?? "", text);
    equal(code, { passed: 0, failed: 2, unknown: 3 }[status]);
    if (status !== "passed") ok(findings[0]?.fix, "no fix");
  }

  private start({ only, variables, environment, license }: Run, more: readonly string[]): Promise<CommandResult> {
    const file = join(this.folder, "given.tfvars");
    const given = Object.entries({ ...this.variables, ...variables }).filter(([, value]) => value !== undefined);
    writeFileSync(file, given.map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`).join(""));
    const args = [
      ...["preflight", "--var-file", file],
      ...(only ? ["--only", ...only] : []),
      ...(license === undefined ? [] : ["--license", license]),
      ...this.args,
      ...more,
    ];
    return command(process.execPath, [join(projectFolder, "scripts", "ppm-eks.mjs"), ...args], {
      cwd: this.folder,
      env: { ...this.environment, ...environment },
      timeout: 180_000,
    });
  }
}
