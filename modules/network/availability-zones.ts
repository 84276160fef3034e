import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { Fn, type Precondition, TerraformCount, TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";
import { expression } from "../core";

/**
 * Zones in which EKS places no control plane, by id, since names differ from account to account.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
const ZONE_IDS_WITHOUT_EKS = ["use1-az3", "usw1-az2", "cac1-az3"];

export interface AvailabilityZonesProps {
  /** How many are needed. */
  readonly zoneCount: number;
  /** Zones must offer it. */
  readonly instanceType: string;
  /** Names of the zones to use; empty to choose. */
  readonly given: string[];
}

/** Defines the choice of Availability Zones: those given, else all that EKS can use and that offer the instance type. */
export class AvailabilityZones extends Construct {
  /** Hold when there are zones enough; whatever stands in a zone must come after something that carries them. */
  readonly preconditions: Precondition[];
  private readonly names: string[];

  constructor(scope: Construct, id: string, props: AvailabilityZonesProps) {
    super(scope, id);
    const { zoneCount, instanceType, given } = props;

    const isGiven = expression`length(${given}) > 0`;
    const count = TerraformCount.of(Token.asNumber(expression`${isGiven} ? 0 : 1`));
    const usable = new DataAwsAvailabilityZones(this, "Usable", {
      count,
      state: "available",
      // Leaves out local and wavelength zones.
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      excludeZoneIds: ZONE_IDS_WITHOUT_EKS,
    });
    const offering = new DataAwsEc2InstanceTypeOfferings(this, "Offering", {
      count,
      locationType: "availability-zone",
      filter: [{ name: "instance-type", values: [instanceType] }],
    });
    const chosen = new TerraformLocal(
      this,
      "Chosen",
      expression`sort(setintersection(flatten(${usable.fqn}[*].names), flatten(${offering.fqn}[*].locations)))`,
    ).asList;
    this.names = new TerraformLocal(this, "Names", expression`${isGiven} ? distinct(${given}) : ${chosen}`).asList;

    this.preconditions = [
      {
        condition: expression`!${isGiven} || length(distinct(${given})) >= ${zoneCount}`,
        errorMessage:
          `availability_zones is ${Fn.jsonencode(given)}, expected at least ${zoneCount} different zones; ` +
          "name more, or leave it empty to have them chosen.",
      },
      {
        condition: expression`${isGiven} || length(${chosen}) >= ${zoneCount}`,
        errorMessage:
          `The zones that offer ${instanceType} and EKS are ${Fn.jsonencode(chosen)}, expected at least ` +
          `${zoneCount}; choose another instance type or region, ask for fewer zones in the deployment file, or name ` +
          "the zones in availability_zones.",
      },
    ];
  }

  /** Name of zone `zone`, counted from 1. */
  nameOf(zone: number): string {
    return Token.asString(expression`${this.names}[${zone - 1}]`);
  }
}
