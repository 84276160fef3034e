import { type Aws, awsClients } from "../aws/clients";
import type { Io } from "../cli/io";
import type { CheckName } from "./catalog";
import { checks } from "./checks";
import { surroundings } from "./outside";
import { countFindings, renderJson, renderTable } from "./render";
import { runChecks } from "./run";
import type { Subject } from "./subject";
import { textOf } from "./values";

export interface PreflightOptions {
  readonly only?: readonly CheckName[];
  readonly license?: string;
  readonly resolver?: string;
  readonly json?: boolean;
}

/** Exit codes beside 0 and that of wrong input. */
const exitCodes = { failed: 2, unknown: 3 };

/** Runs every check that the deployment has, prints a table and sets the exit code. */
export async function preflight(io: Io, subject: Subject, options: PreflightOptions): Promise<void> {
  const { only, license, resolver, json } = options;
  const aws = clientsOf(io, subject);
  const outside = surroundings({ environment: io.environment, ...(resolver !== undefined && { resolver }) });
  const context = {
    subject,
    aws,
    awsIn: (region: string) => clientsOf(io, subject, region),
    zoneAws: zoneClients(io, subject, aws),
    outside,
    io,
    ...(license !== undefined && { license }),
  };
  const results = await runChecks(context, checks, {
    ...(only && { only }),
    onProgress: (running, done, all) =>
      io.progress(`${done} of ${all} checks done · ${running.join(", ")} …`.slice(0, 78)),
  });
  io.progress("");
  io.print(json ? renderJson(subject.deployment.name, results) : renderTable(results, io.colours));
  const { failed, unknown } = countFindings(results);
  if (failed > 0) io.fail(exitCodes.failed);
  else if (unknown > 0) io.fail(exitCodes.unknown);
}

/** As Terraform's AWS provider works: in the region given, as the role given. */
function clientsOf({ environment }: Io, subject: Subject, region = textOf(subject, "region")): Aws {
  const options = { environment, ...(region !== undefined && { region }) };
  const own = awsClients(options);
  const arn = textOf(subject, "assume_role_arn");
  if (arn === undefined) return own;
  const externalId = textOf(subject, "assume_role_external_id");
  return awsClients({ ...options, role: { arn, from: own, ...(externalId !== undefined && { externalId }) } });
}

function zoneClients({ environment }: Io, subject: Subject, aws: Aws): Aws {
  const arn = textOf(subject, "hosted_zone_role_arn");
  if (arn === undefined) return aws;
  const region = textOf(subject, "region");
  return awsClients({ environment, ...(region !== undefined && { region }), role: { arn, from: aws } });
}
