import { deepStrictEqual as equal, match, notStrictEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import type { AwsContext } from "./aws-context";
import { checkDeployer } from "./deployer";
import { accountId } from "./emulator";
import { emulatorGaps } from "./emulator-gaps";
import { infrastructureVariables, licenseRotation, passwordRotation } from "./fixture";
import { infrastructureRefusals, unreachableConditions } from "./infrastructure-refusals";
import { leaveAlone, unexcused, unusedGaps } from "./gap-proof";
import { inventory, retained, unlisted } from "./inventory";
import type { Json } from "./json";
import { plannedChanges, text } from "./plan-changes";
import { checkNodeReplacement } from "./node-replacement";
import { commandFailure } from "./processes";
import { checkRefusals } from "./refusals";
import { runbookSteps, runSteps } from "./runbook";
import { haystacksOf, leaks, storedSecrets } from "./secrets";
import { stackFolder, synth } from "./synth";
import { emulatorProvider, region, variableEnvironment } from "./settings";
import { TerraformFolder } from "./terraform";

const stack = "ppm-infrastructure";

/** Values of variables that monitoring brings in. */
const observedVariables = {
  cloudwatch_observability_version: "v4.4.0-eksbuild.1",
  alarm_email_addresses: ["on-call@example.test"],
  alarm_topic_arns: [`arn:aws:sns:${region}:${accountId}:pager`],
};

/** The infrastructure stack from nothing to nothing, in the order of its methods. */
export class InfrastructureScenario {
  private readonly terraform: TerraformFolder;
  private readonly stateFile: string;
  private found: string[] = [];

  constructor(private readonly context: AwsContext) {
    const { folder, environment } = context;
    this.terraform = new TerraformFolder(stackFolder(folder, stack), { ...environment, ...variableEnvironment });
    this.stateFile = join(folder, `terraform.${stack}.tfstate`);
  }

  /** Applies the synthesized stack, plans it again and looks for secrets. */
  async create(): Promise<void> {
    const { lane, aws, recorder, folder } = this.context;
    const { terraform } = this;
    await lane.step("synthesizes the reference architecture", () => synth(folder));
    this.found = await inventory(aws);
    terraform.override({ provider: emulatorProvider });
    terraform.setVariables(await infrastructureVariables(aws));
    await lane.step("initializes", () => terraform.run("init", "-no-color", "-input=false"));
    await lane.step("is valid", () => terraform.run("validate", "-no-color"));
    await lane.step("applies", async () => {
      await terraform.plan();
      await terraform.applyPlan();
    });
    await lane.check("made what its state says", async () => {
      equal(unlisted(await terraform.state(), await inventory(aws)), []);
    });
    await lane.check("has nothing left to change, but for proven gaps of the emulator", async () => {
      const changes = plannedChanges(await terraform.plan());
      equal(unexcused(changes, emulatorGaps, recorder.exchanges), []);
      equal(unusedGaps(changes, emulatorGaps), []);
    });
    await lane.check("has nothing left to change when those are left alone", async () => {
      terraform.override({ provider: emulatorProvider, resource: leaveAlone(emulatorGaps, terraform.json) });
      equal(plannedChanges(await terraform.plan()).map(text), []);
    });
    await lane.check("leaves no secret in plan, state or output", () => this.lookForSecrets());
  }

  /** Gives wrong values. */
  async refuse(): Promise<void> {
    const variables = await infrastructureVariables(this.context.aws);
    const { terraform } = this;
    await checkRefusals(
      this.context.lane,
      terraform.json,
      terraform,
      variables,
      await infrastructureRefusals(this.context.aws),
      unreachableConditions,
    );
    terraform.setVariables(variables);
  }

  /** The database moves to its standby, as the runbook asks for it. */
  async failOver(): Promise<void> {
    const { lane, recorder } = this.context;
    await lane.check("a failover by the runbook leaves nothing to change", async () => {
      const sent = recorder.exchanges.length;
      const steps = `set -e\n${runbookSteps("failover", "aws rds")}`;
      const result = await runSteps(this.context, this.terraform, steps);
      equal(result.code, 0, commandFailure("the runbook's failover", result));
      const [reboot] = recorder.exchanges.slice(sent).filter(({ action }) => action === "RebootDBInstance");
      match(reboot?.request ?? "", /^ForceFailover=true$/m);
      equal(plannedChanges(await this.terraform.plan()).map(text), []);
    });
  }

  /** Raises the revision of the database passwords. */
  async rotate(): Promise<void> {
    const { lane, aws, recorder } = this.context;
    const { terraform } = this;
    const before = await storedSecrets(aws);
    terraform.setVariables({ ...(await infrastructureVariables(aws)), ...passwordRotation.variables });
    await lane.step("a raised revision changes the database passwords, the server and nothing else", async () => {
      const changes = plannedChanges(await terraform.plan());
      equal(changes.map(text), passwordRotation.changes);
    });
    const sent = recorder.exchanges.length;
    await lane.step("applies the raised revision", () => terraform.applyPlan());
    await lane.check("stores new passwords and gives the server the master's", async () => {
      const after = await storedSecrets(aws);
      equal([...after.keys()].filter((name) => after.get(name) !== before.get(name)).sort(), passwordRotation.secrets);
      const passwords = recorder.exchanges
        .slice(sent)
        .filter(({ action }) => action === "ModifyDBInstance")
        .map(({ request }) => /^MasterUserPassword=(.*)$/m.exec(request)?.[1]);
      equal(passwords, [after.get(passwordRotation.master)]);
      notStrictEqual(passwords[0], before.get(passwordRotation.master));
    });
    await lane.check("leaves no secret of before or after in plan, state or output", async () => {
      await this.lookForSecrets(before);
      await this.lookForSecrets();
    });
  }

  /** Raises the revision of the license, with other contents. */
  async rotateLicense(): Promise<void> {
    const { lane, aws } = this.context;
    const { terraform } = this;
    const before = await storedSecrets(aws);
    terraform.setVariables(await this.rotatedVariables());
    await lane.step("another license changes its secret and nothing else", async () => {
      equal(plannedChanges(await terraform.plan()).map(text), licenseRotation.changes);
      await terraform.applyPlan();
    });
    await lane.check("stores it, and leaves no license in plan, state or output", async () => {
      const after = await storedSecrets(aws);
      equal(after.get("ppm/license"), licenseRotation.variables.license);
      equal(
        [...after.keys()].filter((name) => after.get(name) !== before.get(name)),
        ["ppm/license"],
      );
      await this.lookForSecrets(before);
      await this.lookForSecrets();
    });
  }

  /** Replaces the nodes. */
  async replaceNodes(): Promise<void> {
    await checkNodeReplacement(this.context, this.terraform, await this.rotatedVariables());
  }

  private async rotatedVariables(): Promise<Record<string, Json>> {
    return {
      ...(await infrastructureVariables(this.context.aws)),
      ...passwordRotation.variables,
      ...licenseRotation.variables,
    };
  }

  /** Destroys everything: refused while protected, complete afterwards. */
  async destroy(): Promise<void> {
    const { lane, aws, folder } = this.context;
    const { terraform } = this;
    const full = await inventory(aws);
    await lane.check("refuses to be destroyed while protected", async () => {
      const { code, stderr } = await terraform.destroy();
      notStrictEqual(code, 0);
      ok(stderr.includes("Instance cannot be destroyed"), stderr);
      equal(await inventory(aws), full);
    });
    // In one apply with what a destroy needs anyway.
    await lane.step("drops its protection, collects logs of the pods and tells more people", async () => {
      await synth(folder, "protection: false\nmonitoring: { containerInsights: true }\n");
      terraform.setVariables({ ...(await this.rotatedVariables()), ...observedVariables });
      await terraform.plan();
      await terraform.applyPlan();
    });
    await lane.check("has nothing left to change with Container Insights and subscriptions", async () => {
      equal(plannedChanges(await terraform.plan()).map(text), []);
    });
    const state = await terraform.state();
    await lane.step("is destroyed", async () => {
      const result = await terraform.destroy();
      equal(result.code, 0, commandFailure("terraform destroy", result));
    });
    await lane.check("leaves nothing but what is retained on purpose", async () => {
      equal(await terraform.state(), []);
      equal(
        (await inventory(aws)).filter((line) => !this.found.includes(line)),
        retained(state),
      );
    });
  }

  /** After everything else: what it asked of AWS must be in the policies that are generated for it. */
  async checkDeployer(): Promise<void> {
    await checkDeployer(this.context.lane, stack, this.terraform.folder, this.context.recorder.exchanges);
  }

  private async lookForSecrets(secrets?: ReadonlyMap<string, string>): Promise<void> {
    const values = secrets ?? (await storedSecrets(this.context.aws));
    ok(values.size > 0, "there is no secret to look for");
    const short = [...values].filter(([, value]) => value.length < 16).map(([name]) => name);
    equal(short, [], "too short to tell from other text");
    const haystacks = await haystacksOf(this.terraform, this.stateFile);
    equal(leaks(haystacks, values, "aws_secretsmanager_secret_version"), []);
  }
}
