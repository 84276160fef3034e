import { deepStrictEqual as equal } from "node:assert/strict";
import type { AwsContext } from "./aws-context";
import { infrastructureVariables } from "./fixture";
import { plannedChanges, text } from "./plan-changes";
import { reduce } from "./reduce";
import { emulatorProvider, variableEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { TerraformFolder } from "./terraform";

const listener = "aws_lb_listener.load_balancer_https_listener";

/** Swaps a certificate of the user's for another one: of a stack with the load balancer only, the listener changes. */
export async function checkCertificateSwap({ lane, folder, environment, aws, recorder }: AwsContext): Promise<void> {
  await lane.step("synthesizes with a certificate that is given", () =>
    synth(folder, "loadBalancer: { mode: create, tls: { mode: certificate } }\n"),
  );
  const terraform = new TerraformFolder(stackFolder(folder, "ppm-infrastructure"), {
    ...environment,
    ...variableEnvironment,
  });
  terraform.json = reduce(terraform.json, [listener]);
  terraform.override({ provider: emulatorProvider });
  const variables = await infrastructureVariables(aws);
  const certificate = async () => {
    const { CertificateArn } = await aws.call<{ CertificateArn: string }>("acm", "request_certificate", {
      DomainName: String(variables.domain_name),
      ValidationMethod: "DNS",
    });
    return CertificateArn;
  };
  const [first, second] = [await certificate(), await certificate()];

  terraform.setVariables({ ...variables, certificate_arn: first });
  await lane.step("applies", async () => {
    await terraform.run("init", "-no-color", "-input=false");
    await terraform.plan();
    await terraform.applyPlan();
  });
  terraform.setVariables({ ...variables, certificate_arn: second });
  await lane.step("another certificate changes the listener in place, and nothing else", async () => {
    equal(plannedChanges(await terraform.plan()).map(text), [`${listener} update certificate_arn`]);
  });
  const sent = recorder.exchanges.length;
  await lane.check("the listener gets it by one call, and nothing is left to change", async () => {
    await terraform.applyPlan();
    const changed = recorder.exchanges.slice(sent).filter(({ action }) => /^(Modify|Create|Delete)/.test(action));
    equal(
      changed.map(({ action, request }) => [action, /CertificateArn=(\S+)/.exec(request)?.[1]]),
      [["ModifyListener", second]],
    );
    equal(plannedChanges(await terraform.plan()).map(text), []);
  });
}
