import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { conditional, Fn, Op, ref, TerraformCount, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";

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
  const type = new DataAwsEc2InstanceType(scope, "InstanceType", {
    instanceType: Fn.trimprefix(instanceClass, "db."),
    ...(given !== undefined && {
      count: TerraformCount.of(Token.asNumber(conditional(Op.eq(given, Token.nullValue()), 1, 0))),
    }),
  });
  // The splat reads a class that is counted and one that is not.
  const sizes = ref(
    `data.${type.terraformResourceType}.${type.friendlyUniqueId}[*].memory_size`,
    TerraformStack.of(scope),
  );
  const bytes = Op.mul(Token.asNumber(Fn.one(sizes)), 1024 * 1024);
  const byMemory = Fn.min([Fn.floor(Op.div(bytes, BYTES_PER_CONNECTION)), MOST]);
  return given === undefined ? byMemory : Token.asNumber(Fn.coalesce([given, byMemory]));
}
