import { type VariableRule, defineVariables } from "../terraform/variables";
import { wholeNumber } from "./whole-number";

const section = "Database";

const identifierRule = (name: string) => ({
  condition: `can(regex("^[a-zA-Z_][a-zA-Z0-9_-]{0,62}$", var.${name}))`,
  expected: "1 to 63 letters, digits, underscores or hyphens, not starting with a digit",
  fix: "write it as PostgreSQL shows it",
});

/** The name in the certificate that RDS gives a server. */
const rdsHostRule: VariableRule = {
  condition: 'can(regex("[.]rds([.]cn-[a-z0-9-]+)?[.]amazonaws[.]com([.]cn)?$", var.database_host))',
  expected: "the endpoint itself, which ends with .rds.amazonaws.com, since only that name is in a certificate of RDS",
  fix: "give the endpoint instead of a name of your own; for a server outside of RDS set packageManager.databaseCa to given, with its CA",
};

/**
 * Variables of a PostgreSQL server that exists.
 *
 * @param rdsCertificate whether its certificate is checked against the CA of RDS.
 */
export const existingDatabaseVariables = ({ rdsCertificate }: { rdsCertificate: boolean }) =>
  defineVariables({
    section,
    when: "database.mode: existing",
    variables: {
      databaseHost: {
        type: "string",
        description: "DNS name of the PostgreSQL server; of Aurora, the writer endpoint of the cluster.",
        example: "platform.cluster-abcdefghijkl.eu-central-1.rds.amazonaws.com",
        rules: [
          {
            condition: 'can(regex("^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$", var.database_host))',
            expected: "a DNS name, without scheme and port",
            fix: "copy the endpoint from the RDS console; the port goes into database_port",
          },
          {
            condition: '!strcontains(var.database_host, ".proxy-")',
            expected: "a server, not an RDS Proxy, which refuses the search path that Package Manager connects with",
            fix: "give the endpoint of the server behind it",
          },
          {
            condition: '!strcontains(var.database_host, ".cluster-ro-")',
            expected: "an endpoint that writes, not the reader endpoint of Aurora",
            fix: "give the writer endpoint, without -ro",
          },
          ...(rdsCertificate ? [rdsHostRule] : []),
        ],
      },
      databasePort: {
        type: "number",
        description: "TCP port of the PostgreSQL server.",
        default: 5432,
        rules: [
          wholeNumber("database_port", { min: 1, max: 65535, fix: "use 5432 unless the server listens elsewhere" }),
        ],
      },
      databaseName: {
        type: "string",
        description: "Database for Package Manager's schemas; empty at the start.",
        default: "package_manager",
        rules: [identifierRule("database_name")],
      },
      databaseMaxConnections: {
        type: "number",
        description: "Connections that the server accepts, less those of its other users.",
        example: 500,
        rules: [
          wholeNumber("database_max_connections", {
            min: 6,
            max: 262143,
            unit: "connections",
            fix: "run SHOW max_connections on the server",
          }),
        ],
      },
    },
  });

/** Variable of the user who makes the application's role and schemas. */
export const masterUsernameVariables = defineVariables({
  section,
  when: "database.credentials: master",
  variables: {
    databaseMasterUsername: {
      type: "string",
      description: "User with CREATEROLE, and CREATE on the database, who makes the application's role and schemas.",
      example: "postgres",
      rules: [identifierRule("database_master_username")],
    },
  },
});

/** Variable of the server's security group. */
export const databaseSecurityGroupVariables = defineVariables({
  section,
  when: "database.securityGroup: true",
  variables: {
    databaseSecurityGroupId: {
      type: "string",
      description: "Security group of the server, which gets a rule that admits the cluster.",
      example: "sg-0a1b2c3d4e5f67890",
      rules: [
        {
          condition: 'can(regex("^sg-([0-9a-f]{8}|[0-9a-f]{17})$", var.database_security_group_id))',
          expected: "an id such as sg-0a1b2c3d4e5f67890",
          fix: "copy it from the RDS console, or set database.securityGroup to false",
        },
      ],
    },
  },
});
