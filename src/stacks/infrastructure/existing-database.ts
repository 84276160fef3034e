import { DataAwsSecurityGroup } from "@cdktf/provider-aws/lib/data-aws-security-group";
import { DataAwsVpcPeeringConnections } from "@cdktf/provider-aws/lib/data-aws-vpc-peering-connections";
import { Check, expression, leaveToUser } from "../../../modules/core";
import { Database, type IDatabase } from "../../../modules/database";
import type { INetwork } from "../../../modules/network";
import {
  databaseSecurityGroupVariables,
  existingDatabaseVariables,
  masterUsernameVariables,
} from "../../variables/existing-database";
import type { Context } from "./context";

type ExistingDatabase = Extract<Context["deployment"]["database"], { mode: "existing" }>;

/** A PostgreSQL server that the user has. */
export function existingDatabase(context: Context, part: ExistingDatabase, network: INetwork): IDatabase {
  const { stack, deployment } = context;
  const { databaseTls, databaseCa } = deployment.packageManager;
  const rdsCertificate = databaseTls === "verify-full" && databaseCa === "rds";
  const given = stack.declare(existingDatabaseVariables({ rdsCertificate }));
  const server = Database.fromAttributes(stack, "Database", {
    host: given.databaseHost,
    port: given.databasePort,
    databaseName: given.databaseName,
    maxConnections: given.databaseMaxConnections,
    masterUsername:
      part.credentials === "master" ? stack.declare(masterUsernameVariables).databaseMasterUsername : undefined,
    securityGroupId: part.securityGroup ? securityGroup(context, network) : undefined,
  });
  leaveToUser(server, {
    what:
      `The server ${server.host} must accept TLS, without which Package Manager does not connect; of RDS and Aurora, ` +
      "set rds.force_ssl to 1 in the parameter group to refuse everything else" +
      (rdsCertificate ? ". Outside of RDS, set packageManager.databaseCa to given, with the server's own CA" : ""),
  });
  return server;
}

/** The security group that gets the rule, and a warning when a rule there could not name the cluster's. */
function securityGroup({ stack }: Context, { vpcId }: INetwork): string {
  const { databaseSecurityGroupId: id } = stack.declare(databaseSecurityGroupVariables);
  const group = new DataAwsSecurityGroup(stack, "DatabaseSecurityGroup", { id });
  const ends = [vpcId, group.vpcId];
  // Not as data of the check, which Terraform reads in each apply: no plan would be empty.
  const peerings = new DataAwsVpcPeeringConnections(stack, "DatabasePeerings", {
    filter: [
      { name: "status-code", values: ["active"] },
      { name: "requester-vpc-info.vpc-id", values: ends },
      { name: "accepter-vpc-info.vpc-id", values: ends },
    ],
  });
  new Check(stack, "DatabaseNetwork", {
    assertions: [
      {
        condition: expression`${group.vpcId} == ${vpcId} || length(${peerings.ids}) > 0`,
        errorMessage: `database_security_group_id is ${id} in ${group.vpcId}, expected one in ${vpcId} or in a VPC with an active peering connection to it; name the security group of the server that the cluster reaches, or peer the two.`,
      },
    ],
  });
  return group.id;
}
