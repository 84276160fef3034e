import { awsClients } from "../aws/clients";
import type { Io } from "../cli/io";
import type { Subject } from "../preflight/subject";
import { nameOf, regionOf } from "../restore/target";
import { type Leftover, leftoversIn } from "./lookups";

export interface LeftoversOptions {
  readonly region?: string;
  readonly json?: boolean;
}

/** What the lists of AWS that are asked here do not show. */
const UNSEEN = [
  "what was made without the tags of a deployment: log groups that EKS or RDS made anew, network interfaces of pods",
  "what is in the cluster's own hands, such as volumes that a chart asked for",
  "DNS records, which take no tags",
];

/** Lists what of a deployment is still in AWS, by its tags, and by name where AWS lists no tags. */
export async function leftovers(io: Io, subject: Subject, options: LeftoversOptions): Promise<void> {
  const name = nameOf(subject);
  const region = regionOf(subject, options.region);
  const { backup_copy_region: other } = subject.values.infrastructure;
  const regions = [region, ...(typeof other === "string" && other !== region ? [other] : [])];
  const found: Leftover[] = [];
  const unknown: string[] = [];
  for (const [i, one] of regions.entries()) {
    io.progress(`asking AWS about ${name} in ${one} …`);
    const answer = await leftoversIn(awsClients({ region: one, environment: io.environment }), name, i === 0);
    found.push(...answer.found);
    unknown.push(...answer.unknown.map((text) => `${text} in ${one}`));
  }
  io.progress("");
  if (options.json) io.print(JSON.stringify({ name, regions, found, unknown, unseen: UNSEEN }, null, 2));
  else print(io, name, regions, found, unknown);
  if (found.length > 0) io.fail(2);
  else if (unknown.length > 0) io.fail(3);
}

function print(
  io: Io,
  name: string,
  regions: readonly string[],
  found: readonly Leftover[],
  unknown: readonly string[],
): void {
  const where = regions.join(" and ");
  if (found.length === 0) io.print(`nothing ${unknown.length > 0 ? "listed " : ""}of ${name} is left in ${where}`);
  else io.print(`${found.length} of ${name} in ${where}:`);
  for (const { arn, note } of found) io.print(`  ${arn}${note === undefined ? "" : ` (${note})`}`);
  if (unknown.length > 0) io.print(["", "AWS did not list:", ...unknown.map((text) => `  ${text}`)].join("\n"));
  io.print(["", "Not seen here:", ...UNSEEN.map((text) => `  ${text}`)].join("\n"));
}
