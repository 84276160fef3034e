import type { AwsClient } from "../aws-client";
import type { Example } from "../example";
import { infrastructureVariables } from "../fixture";
import type { Parts } from "../parts";
import { applicationOnly } from "./application-only";
import { existingCluster } from "./existing-cluster";
import { existingVpc } from "./existing-vpc";
import { sharedAlb } from "./shared-alb";

/** The examples that use parts which exist, with their ids. */
export async function examplesOn(parts: Parts, aws: AwsClient): Promise<Example[]> {
  // Versions of the add-ons are given, since the emulator cannot look them up.
  const variables = Object.entries(await infrastructureVariables(aws));
  const versions = Object.fromEntries(variables.filter(([key]) => key.endsWith("_version")));
  return [existingVpc(parts, versions), existingCluster(parts), sharedAlb(parts), applicationOnly(parts)];
}
