import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { Fn, TerraformCount, Token } from "cdktf";
import type { Construct } from "constructs";
import { expression } from "../core";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html */
const BYTES_PER_CONNECTION = 9_531_392;
const MOST = 5000;

/**
 * Returns how many connections RDS for PostgreSQL accepts by default: a token, computed from the memory of the class.
 * RDS keeps part of the memory for itself, so that the server accepts a few per cent less.
 *
 * @param given used instead unless null at plan, without asking EC2 about the class.
 */
export function maxConnections(scope: Construct, instanceClass: string, given?: number): number {
  if (given !== undefined && !Token.isUnresolved(given)) return given;
  const isGiven = given === undefined ? undefined : expression`${given} != null`;
  const type = new DataAwsEc2InstanceType(scope, "InstanceType", {
    instanceType: Fn.trimprefix(instanceClass, "db."),
    ...(isGiven && { count: TerraformCount.of(Token.asNumber(expression`${isGiven} ? 0 : 1`)) }),
  });
  // The splat reads a class that is counted and one that is not.
  const memoryMib = expression`one(${type.fqn}[*].memory_size)`;
  const byMemory = expression`min(floor(${memoryMib} * 1024 * 1024 / ${BYTES_PER_CONNECTION}), ${MOST})`;
  return Token.asNumber(isGiven ? expression`${isGiven} ? ${given ?? null} : ${byMemory}` : byMemory);
}
