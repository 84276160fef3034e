/** PostgreSQL schemas of Package Manager: its metadata, and its usage data, which must be kept apart. */
export const schemas = { metadata: "pm", usageData: "metrics" } as const;

const names = Object.values(schemas)
  .map((name) => `('${name}')`)
  .join(", ");

/**
 * Returns the SQL, a statement a line, by which a database administrator makes what Package Manager needs, but for the
 * role's password.
 */
export function administratorSql(role: string, database: string): string[] {
  return [
    `CREATE ROLE "${role}" LOGIN;`,
    `GRANT CONNECT ON DATABASE "${database}" TO "${role}";`,
    `GRANT "${role}" TO CURRENT_USER;`,
    ...Object.values(schemas).map((name) => `CREATE SCHEMA "${name}" AUTHORIZATION "${role}";`),
  ];
}

/** What the script says when the role cannot use its schemas, as the shell expands it. */
const told = [
  `$APPLICATION_USER cannot create in the schemas ${Object.values(schemas).join(" and ")} of $PGDATABASE on $PGHOST.`,
  "If an error above is about the network or the password, mend that. Otherwise a database administrator has to run",
  "in $PGDATABASE what is missing of the following; pods then start by themselves:",
  ...administratorSql("$APPLICATION_USER", "$PGDATABASE").map((statement) => `  ${statement}`),
];

/*
 * The usual start of a pod finds everything in place and needs no master password, so pods keep starting between a
 * rotation in the infrastructure stack and the application stack that hands the new passwords out.
 *
 * Passwords come by environment and by standard input: they are on no command line. psql's `\password` sends only the
 * SCRAM verifier, so the server cannot log the password either. It reads standard input where there is no terminal.
 */
const shell = `#!/bin/sh
# Makes Package Manager's role and schemas. Several pods may run it at once, and each start runs it again. Without a
# MASTER_USER it only tries as the role itself, and else says what a database administrator has to run.
set -eu
here=$(dirname "$0")

run() {
  psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --set=role="$APPLICATION_USER" --file="$1"
}

ready() {
  export PGUSER="$APPLICATION_USER" PGPASSWORD="$APPLICATION_PASSWORD"
  run "$here/missing.sql"
}

if missing=$(ready 2>/dev/null) && [ -z "$missing" ]; then
  echo "The role and its schemas are in place."
  exit 0
fi

if [ -z "$MASTER_USER" ]; then
  export PGUSER="$APPLICATION_USER" PGPASSWORD="$APPLICATION_PASSWORD"
  if run "$here/create-schemas.sql" >/dev/null && missing=$(run "$here/missing.sql") && [ -z "$missing" ]; then
    echo "The schemas are made."
    exit 0
  fi
${told.map((line) => `  echo "${line.replaceAll('"', '\\"')}" >&2`).join("\n")}
  exit 1
fi

export PGUSER="$MASTER_USER" PGPASSWORD="$MASTER_PASSWORD"
printf '%s\\n%s\\n' "$APPLICATION_PASSWORD" "$APPLICATION_PASSWORD" | run "$here/create.sql" >/dev/null
echo "The role and its schemas are made."
`;

const missing = `SELECT name FROM (VALUES ${names}) AS wanted (name)
WHERE NOT EXISTS (
  SELECT FROM pg_namespace
  WHERE nspname = name AND has_schema_privilege(oid, 'CREATE') AND has_schema_privilege(oid, 'USAGE')
);
`;

const oneAtATime = `SET client_min_messages = warning;
SET lock_timeout = '60s';
SELECT pg_advisory_lock(hashtext('package-manager-schemas'));
`;

/** Names only what is missing: PostgreSQL asks for the right to make schemas before it looks whether one exists. */
const createSchemas = `${oneAtATime}
SELECT format('CREATE SCHEMA IF NOT EXISTS %I', name) FROM (VALUES ${names}) AS wanted (name)
WHERE to_regnamespace(name) IS NULL \\gexec
`;

/*
 * The master of RDS is no superuser. From PostgreSQL 16 on, whoever makes a role may grant it but is no member of it,
 * and only a member can make schemas for it.
 */
const create = `${oneAtATime}
SELECT format('CREATE ROLE %I LOGIN', :'role')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \\gexec
\\password :"role"
GRANT :"role" TO CURRENT_USER;

SELECT format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', name, :'role')
FROM (VALUES ${names}) AS wanted (name) \\gexec
`;

/**
 * Name of the file to run. It wants psql's own `PGHOST`, `PGSSLMODE` and so on, `APPLICATION_USER`,
 * `APPLICATION_PASSWORD`, and `MASTER_USER` with `MASTER_PASSWORD`; an empty `MASTER_USER` stands for none.
 */
export const schemaScriptEntry = "schemas.sh";

/** File name → contents. Holds no secret and no Terraform template. */
export const schemaScript = {
  [schemaScriptEntry]: shell,
  "missing.sql": missing,
  "create-schemas.sql": createSchemas,
  "create.sql": create,
} as const;
