import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { isMissing } from "../aws/errors";
import { failed, type Finding, noValue, type Run, wrongOr } from "./check";
import { eachNamed } from "./each";
import { judgeSubnets, type Subnet } from "./judge-network";
import { listOf, textOf, variablesEnding } from "./values";

export const vpc: Run = ({ aws: { ec2 }, subject }) =>
  eachNamed(
    subject,
    ["vpc_id"],
    async (id) => {
      await ec2.send(new DescribeVpcsCommand({ VpcIds: [id] }));
      return undefined;
    },
    () => "correct vpc_id, or region",
  );

export const securityGroups: Run = ({ aws: { ec2 }, subject }) =>
  eachNamed(
    subject,
    variablesEnding(subject, "_security_group_id"),
    async (id) => {
      await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
      return undefined;
    },
    (variable) => `correct ${variable}`,
  );

export const subnets: Run = async ({ aws: { ec2 }, subject }) => {
  const vpcId = textOf(subject, "vpc_id");
  const variables = variablesEnding(subject, "_subnet_ids");
  const findings = await Promise.all(
    variables.map(async (variable): Promise<Finding[]> => {
      const ids = listOf(subject, variable);
      if (ids.length === 0) return [noValue(variable)];
      // One request each: that of several says only the first that is missing.
      const found = await Promise.all(
        ids.map(async (id): Promise<Subnet | string> => {
          try {
            const { Subnets: [subnet] = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [id] }));
            const { VpcId = "", AvailabilityZone = "", AvailableIpAddressCount = 0 } = subnet ?? {};
            return subnet ? { id, vpcId: VpcId, zone: AvailabilityZone, free: AvailableIpAddressCount } : id;
          } catch (error) {
            if (isMissing(error)) return id;
            throw error;
          }
        }),
      );
      const missing = found.filter((one) => typeof one === "string");
      if (missing.length > 0) {
        return [failed(`${variable} has ${missing.join(", ")}, which does not exist`, `correct ${variable}`)];
      }
      return judgeSubnets(variable, found as Subnet[], vpcId);
    }),
  );
  return wrongOr(findings.flat(), `those of ${variables.join(", ")} are there`);
};
