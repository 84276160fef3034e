import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import { chartChanges, plannedValues } from "./chart-changes";
import { checkDeployer } from "./deployer";
import {
  applicationRefusals,
  applicationRotation,
  applicationVariables,
  ephemeralValues,
  licenseFollowed,
  packageManagerUpgrade,
  unreachableApplicationConditions,
} from "./fixture";
import { asObject, type Json, type JsonObject } from "./json";
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
const secretsRevision = "pod.annotations.package-manager/secrets-revision";

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
      const plan = await terraform.plan();
      equal(plannedChanges(plan).map(text), this.cluster ? applicationRotation.real : applicationRotation.standIn);
      equal(chartChanges(plan), [`${secretsRevision}: 1.1.1.1 → 1.2.2.1`]);
      await terraform.applyPlan();
    });
    await this.checkCaptures("passes on the new secrets");
    await lane.check("leaves no new secret in plan, state or output", () => this.lookForSecrets());
  }

  /** Follows the infrastructure's rotated license. */
  async rotateLicense(): Promise<void> {
    const { lane } = this.context;
    const { terraform } = this;
    await lane.step("follows another license with its secret and its pods only", async () => {
      const plan = await terraform.plan();
      equal(plannedChanges(plan).map(text), this.cluster ? licenseFollowed.real : licenseFollowed.standIn);
      equal(chartChanges(plan), [`${secretsRevision}: 1.2.2.1 → 1.2.2.2`]);
      await terraform.applyPlan();
    });
    await this.checkCaptures("passes on the new license");
  }

  /** Changes a setting, then the version: pods one by one, then all stopped first, then one by one again. */
  async change(): Promise<void> {
    const { lane } = this.context;
    const { terraform } = this;
    const { variables, stopped } = packageManagerUpgrade;
    const plan = (changed: Readonly<Record<string, Json>>) => {
      terraform.setVariables({ ...this.variables, ...changed });
      return terraform.plan();
    };
    const release = (changes: readonly string[]) =>
      changes.filter(
        (change) => !/^(helm_release\.|terraform_data\.helm_release_)package_manager update /.test(change),
      );
    const note = "terraform_data.package_manager_running_version[0]";

    await lane.check("rolls when a setting changes: one pod more, none less", async () => {
      const planned = await plan({ git_build_concurrency: 20 });
      equal(release(plannedChanges(planned).map(text)), []);
      equal(chartChanges(planned), ["config.Git.BuildConcurrency: 34 → 20"]);
      equal(asObject(plannedValues(planned)).strategy, {
        type: "RollingUpdate",
        rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      });
    });
    await lane.step("stops all pods for another version, whose note goes", async () => {
      const planned = await plan({ ...variables, ...stopped });
      equal(release(plannedChanges(planned).map(text)), [`${note} delete`]);
      equal(chartChanges(planned), [
        "image.tag: 2026.08.0-ubuntu-24.04 → 2026.09.0-ubuntu-24.04",
        "strategy.type: RollingUpdate → Recreate",
      ]);
      await terraform.applyPlan();
    });
    await lane.step("replaces no pod when it rolls again, and notes the version", async () => {
      const planned = await plan(variables);
      equal(release(plannedChanges(planned).map(text)), [`${note} create`]);
      equal(chartChanges(planned), ["strategy.type: Recreate → RollingUpdate"]);
      await terraform.applyPlan();
    });
    await lane.check("has nothing left to change with that version, and does not roll back to the former", async () => {
      equal(plannedChanges(await plan(variables)).map(text), []);
      terraform.setVariables(this.variables);
      const errors = await terraform.planErrors();
      ok(
        errors.some((error) => error.includes("image_tag changes Package Manager from 2026.09.0 to 2026.08.0,")),
        errors.join("\n"),
      );
      terraform.setVariables({ ...this.variables, ...variables });
    });
  }

  async destroy(): Promise<void> {
    const { lane } = this.context;
    await lane.step("is destroyed", async () => {
      const result = await this.terraform.destroy();
      equal(result.code, 0, commandFailure("terraform destroy", result));
      equal(await this.terraform.state(), []);
    });
    await checkDeployer(lane, stack, this.terraform.folder, this.context.recorder.exchanges);
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
