import type { TerraformStack } from "cdktf";
import { Network, type NetworkProps } from "../../modules/network";
import { FakeKey, synthResources } from "./synth";

/** A network of three zones with all defaults. */
export function network(stack: TerraformStack, props: Partial<NetworkProps> = {}): Network {
  return new Network(stack, "Network", {
    name: "ppm",
    region: "eu-central-1",
    accountId: "111122223333",
    instanceType: "c6a.4xlarge",
    logsKey: new FakeKey(stack, "Key"),
    ...props,
  });
}

export const resourcesOf = (props: Partial<NetworkProps> = {}) => synthResources((stack) => network(stack, props));

/** `of("subnet", 2, "public_subnet")` → `aws_subnet.network_zone_2_public_subnet` */
export const addressIn = (zone: number, type: string, role: string) => `aws_${type}.network_zone_${zone}_${role}`;

/** Reference to the subnet of a kind in a zone, as everything outside the zone sees it: by its route table association. */
export const subnetId = (zone: number, kind: "public" | "private" | "isolated") =>
  `\${${addressIn(zone, "route_table_association", `${kind}_route_table_association`)}.subnet_id}`;
