import { Fn, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { PropError } from "../core";

/** Zones that the layout has room for. */
export const ZONE_COUNT = { min: 2, max: 6, unit: "Availability Zones" };

/** `/16` is the largest VPC that AWS allows; below `/21` a public subnet is smaller than the `/27` a load balancer needs. */
export const VPC_PREFIX = { min: 16, max: 21 };

/**
 * The room for six zones is always set aside, so that a further zone moves no subnet. Private subnets get three quarters
 * of all, since every pod takes an address there.
 *
 * | subnets of zone n | share | part of the VPC      | in a /16 | addresses | in a /21 | addresses |
 * |-------------------|-------|----------------------|----------|-----------|----------|-----------|
 * | private           | 1/8   | n of 1 to 8          | /19      | 8,187     | /24      | 251       |
 * | public            | 1/64  | 48 + n of 1 to 64    | /22      | 1,019     | /27      | 27        |
 * | isolated          | 1/64  | 56 + n of 1 to 64    | /22      | 1,019     | /27      | 27        |
 *
 * Parts 55, 56, 63 and 64 of 64 stay free.
 */
const LAYOUT = {
  private: { newBits: 3, first: 0 },
  public: { newBits: 6, first: 48 },
  isolated: { newBits: 6, first: 56 },
};

export type SubnetKind = keyof typeof LAYOUT;

/** CIDR of the subnet of `kind` in zone `zone`, counted from 1, as a Terraform expression. */
export function subnetCidr(vpcCidr: string, kind: SubnetKind, zone: number): string {
  const { newBits, first } = LAYOUT[kind];
  return Fn.cidrsubnet(vpcCidr, newBits, first + zone - 1);
}

/**
 * Checks a CIDR known at synth time. Terraform tokens pass unchecked.
 *
 * @throws PropError naming the prop, the value and the fix.
 */
export function requireVpcCidr(scope: IConstruct, prop: string, value: string): void {
  if (Token.isUnresolved(value)) return;
  const { min, max } = VPC_PREFIX;
  const [, address = "", prefix = ""] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(value) ?? [];
  const octets = address.split(".").map(Number);
  const hostBits = octets.reduce((sum, octet) => sum * 256 + octet, 0) % 2 ** (32 - Number(prefix));
  if (octets.every((octet) => octet <= 255) && hostBits === 0 && Number(prefix) >= min && Number(prefix) <= max) return;
  throw new PropError(
    scope,
    prop,
    value,
    `an IPv4 network of size /${min} to /${max} such as 10.0.0.0/16, given by its first address`,
    "choose one that no network you connect to uses",
  );
}
