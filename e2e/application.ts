import { deepStrictEqual as equal } from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import {
  applicationRefusals,
  applicationRotation,
  applicationVariables,
  ephemeralValues,
  unreachableApplicationConditions,
} from "./fixture";
import type { JsonObject } from "./json";
import { standIn, type Capture } from "./offline-kubernetes";
import { plannedChanges, text } from "./plan-changes";
import { commandFailure } from "./processes";
import { connectionOverride, realCluster } from "./real-cluster";
import { checkRefusals } from "./refusals";
import { haystacksOf, leaks, storedSecrets } from "./secrets";
import { emulatorProvider } from "./settings";
import { stackFolder } from "./synth";
import { TerraformFolder } from "./terraform";

const stack = "ppm-application";

/** The application stack on top of the infrastructure that is there, in the order of its methods. */
export class ApplicationScenario {
  private readonly terraform: TerraformFolder;
  private readonly stateFile: string;
  private readonly captureFolder: string;
  private readonly cluster = realCluster(process.env);
  private readonly variables = { ...applicationVariables, ...this.cluster?.variables };
  private synthesized: JsonObject = {};
  private captures: readonly Capture[] = [];

  constructor(private readonly context: AwsContext) {
    const { folder, environment } = context;
    this.terraform = new TerraformFolder(stackFolder(folder, stack), environment);
    this.stateFile = join(folder, `terraform.${stack}.tfstate`);
    this.captureFolder = join(folder, "captures");
    mkdirSync(this.captureFolder);
  }

  /** Applies the stack, plans it again and looks for secrets. */
  async create(): Promise<void> {
    const { lane } = this.context;
    const { terraform } = this;
    this.adapt();
    terraform.setVariables(this.variables);
    await lane.step("initializes", () => terraform.run("init", "-no-color", "-input=false"));
    await lane.step("is valid", () => terraform.run("validate", "-no-color"));
    await lane.step("applies", async () => {
      await terraform.plan();
      await terraform.applyPlan();
    });
    await lane.check("has nothing left to change", async () => {
      equal(plannedChanges(await terraform.plan()).map(text), []);
    });
    await this.checkCaptures("passes on the secrets of the infrastructure");
    await lane.check("leaves no secret in plan, state or output", () => this.lookForSecrets());
  }

  /** Gives wrong values. */
  async refuse(): Promise<void> {
    await checkRefusals(
      this.context.lane,
      this.synthesized,
      this.terraform,
      this.variables,
      applicationRefusals,
      unreachableApplicationConditions,
    );
    this.terraform.setVariables(this.variables);
  }

  /** Follows the infrastructure's rotated passwords. */
  async rotate(): Promise<void> {
    const { lane } = this.context;
    const { terraform } = this;
    await lane.step("follows the raised revision with its secret and its pods only", async () => {
      equal(
        plannedChanges(await terraform.plan()).map(text),
        this.cluster ? applicationRotation.real : applicationRotation.standIn,
      );
      await terraform.applyPlan();
    });
    await this.checkCaptures("passes on the new secrets");
    await lane.check("leaves no new secret in plan, state or output", () => this.lookForSecrets());
  }

  async destroy(): Promise<void> {
    const { lane } = this.context;
    await lane.step("is destroyed", async () => {
      const result = await this.terraform.destroy();
      equal(result.code, 0, commandFailure("terraform destroy", result));
      equal(await this.terraform.state(), []);
    });
  }

  /** Makes the stack work with what this machine has, by as little as possible. */
  private adapt(): void {
    const { terraform, cluster } = this;
    this.synthesized = terraform.json;
    if (cluster) {
      terraform.override({ provider: { ...emulatorProvider, ...connectionOverride(terraform.json, cluster) } });
      return;
    }
    this.context.lane.note("E2E_KUBE_ENDPOINT names no cluster; Kubernetes and Helm resources become terraform_data");
    const { json, captures } = standIn(terraform.json, this.captureFolder);
    terraform.json = json;
    terraform.override({ provider: emulatorProvider });
    this.captures = captures;
  }

  /** Only with stand-ins, and counted only then: a real cluster keeps what it got to itself. */
  private async checkCaptures(title: string): Promise<void> {
    const { lane, aws } = this.context;
    if (this.cluster) return;
    await lane.check(title, async () => {
      const nameOf = new Map([...(await storedSecrets(aws))].map(([name, value]) => [value, name]));
      const received = this.captures.map(({ owner, path, file }) => {
        const value = readFileSync(join(this.captureFolder, file), "utf8");
        return [`${owner} ${path}`, nameOf.get(value) ?? described(value)];
      });
      equal(Object.fromEntries(received), ephemeralValues);
    });
  }

  private async lookForSecrets(): Promise<void> {
    const haystacks = await haystacksOf(this.terraform, this.stateFile);
    equal(leaks(haystacks, await storedSecrets(this.context.aws), "kubernetes_secret"), []);
  }
}

/** Says what a value is that is no secret of Secrets Manager, without showing it. */
function described(value: string): string {
  return value.startsWith("k8s-aws-v1.") ? "EKS token" : `unknown value of ${value.length} characters`;
}
