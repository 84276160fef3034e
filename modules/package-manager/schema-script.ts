/** PostgreSQL schemas of Package Manager: its metadata, and its usage data, which must be kept apart. */
export const schemas = { metadata: "pm", usageData: "metrics" } as const;

const names = Object.values(schemas)
  .map((name) => `('${name}')`)
  .join(", ");

/*
 * The usual start of a pod finds everything in place and needs no master password, so pods keep starting between a
 * rotation in the infrastructure stack and the application stack that hands the new passwords out.
 *
 * Passwords come by environment and by standard input: they are on no command line. psql's `\password` sends only the
 * SCRAM verifier, so the server cannot log the password either. It reads standard input where there is no terminal.
 */
const shell = `#!/bin/sh
# Makes Package Manager's role and schemas. Several pods may run it at once, and each start runs it again.
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

export PGUSER="$MASTER_USER" PGPASSWORD="$MASTER_PASSWORD"
printf '%s\\n%s\\n' "$APPLICATION_PASSWORD" "$APPLICATION_PASSWORD" | run "$here/create.sql" >/dev/null
echo "The role and its schemas are made."
`;

const missing = `SELECT name FROM (VALUES ${names}) AS wanted (name)
WHERE NOT EXISTS (
  SELECT FROM pg_namespace WHERE nspname = name AND has_schema_privilege(oid, 'CREATE')
);
`;

/*
 * The master of RDS is no superuser. From PostgreSQL 16 on, whoever makes a role may grant it but is no member of it,
 * and only a member can make schemas for it.
 */
const create = `SET client_min_messages = warning;
SET lock_timeout = '60s';
SELECT pg_advisory_lock(hashtext('package-manager-schemas'));

SELECT format('CREATE ROLE %I LOGIN', :'role')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \\gexec
\\password :"role"
GRANT :"role" TO CURRENT_USER;

SELECT format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', name, :'role')
FROM (VALUES ${names}) AS wanted (name) \\gexec
`;

/** Name of the file to run. It wants psql's own `PGHOST`, `PGSSLMODE` and so on, and the four variables it names. */
export const schemaScriptEntry = "schemas.sh";

/** File name → contents. Holds no secret and no Terraform template. */
export const schemaScript = { [schemaScriptEntry]: shell, "missing.sql": missing, "create.sql": create } as const;
