import { identity, region, terraform, values } from "./basics";
import type { CheckName } from "./catalog";
import { certificate } from "./certificate";
import type { Run } from "./check";
import { cluster, nodes } from "./cluster";
import { database } from "./database";
import { delegation, hostedZone } from "./dns";
import { license } from "./license";
import { linkedRoles } from "./linked-roles";
import { securityGroups, subnets, vpc } from "./network";
import { bucket, keys, listener, roles, secrets, targetGroup } from "./parts";
import { elasticIps, natGateways, vcpus, vpcs } from "./quotas";
import { charts, images } from "./repositories";
import { state } from "./state";
import { zones } from "./zones";

/** What each check does. */
export const checks: Readonly<Record<CheckName, Run>> = {
  values,
  terraform,
  state,
  identity,
  region,
  zones,
  vcpus,
  "elastic-ips": elasticIps,
  vpcs,
  "nat-gateways": natGateways,
  "linked-roles": linkedRoles,
  "hosted-zone": hostedZone,
  delegation,
  certificate,
  vpc,
  subnets,
  "security-groups": securityGroups,
  cluster,
  nodes,
  database,
  bucket,
  keys,
  secrets,
  roles,
  listener,
  "target-group": targetGroup,
  charts,
  images,
  license,
};
