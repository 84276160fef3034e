import { Token } from "cdktf";
import type { Construct } from "constructs";
import { PropError, requireInteger, requirePattern } from "../core";

/** What is checked of the props, defaults filled in. */
export interface CheckedProps {
  readonly identifier: string;
  readonly databaseName: string;
  readonly masterUsername: string;
  readonly engineVersion: string;
  readonly instanceClass: string;
  readonly allocatedStorageGiB: number;
  readonly maxAllocatedStorageGiB: number;
  readonly backupRetentionDays: number;
  readonly slowQueryMilliseconds: number;
  readonly monitoringIntervalSeconds: number;
}

/** PostgreSQL and RDS keep these names for themselves. */
const RESERVED_USERS = ["admin", "public", "rdsadmin", "rdsrepladmin", "user"];
const INTERVALS = [1, 5, 10, 15, 30, 60];

/** Checks what RDS would refuse only after minutes, or silently take. */
export function validateDatabase(scope: Construct, props: CheckedProps): void {
  requirePattern(scope, "identifier", props.identifier, {
    pattern: /^(?=.{1,53}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    expected: "1 to 53 characters a-z, 0-9 and single hyphens, starting with a letter",
    fix: "shorten it or take the other characters out",
  });
  for (const prop of ["databaseName", "masterUsername"] as const) {
    requirePattern(scope, prop, props[prop], {
      pattern: /^[A-Za-z][A-Za-z0-9_]{0,62}$/,
      expected: "1 to 63 letters, digits or underscores, starting with a letter",
      fix: "write it with underscores",
    });
  }
  if (RESERVED_USERS.includes(props.masterUsername) || props.masterUsername.startsWith("pg_")) {
    const expected = `none of ${RESERVED_USERS.join(", ")}, and none that starts with pg_`;
    throw new PropError(scope, "masterUsername", props.masterUsername, expected, "choose another name");
  }
  requirePattern(scope, "engineVersion", props.engineVersion, {
    pattern: /^(1[5-9]|[2-9][0-9])$/,
    expected: "a PostgreSQL major version from 15 on",
    fix: 'leave out the minor version, as in "17"',
  });
  requirePattern(scope, "instanceClass", props.instanceClass, {
    pattern: /^db\.[a-z0-9-]+\.[a-z0-9]+$/,
    expected: "an RDS instance class",
    fix: "write it like db.t3.xlarge",
  });
  validateStorage(scope, props);
  requireInteger(scope, "backupRetentionDays", props.backupRetentionDays, { min: 1, max: 35, unit: "days" });
  requireInteger(scope, "slowQueryMilliseconds", props.slowQueryMilliseconds, {
    min: 0,
    max: 2 ** 31 - 1,
    unit: "milliseconds",
  });
  const { monitoringIntervalSeconds: interval } = props;
  if (!Token.isUnresolved(interval) && !INTERVALS.includes(interval)) {
    const expected = `one of ${INTERVALS.join(", ")}`;
    throw new PropError(scope, "monitoringIntervalSeconds", interval, expected, "use 60");
  }
}

function validateStorage(scope: Construct, props: CheckedProps): void {
  const { allocatedStorageGiB: initial, maxAllocatedStorageGiB: ceiling } = props;
  requireInteger(scope, "allocatedStorageGiB", initial, { min: 20, max: 65536, unit: "GiB" });
  if (Token.isUnresolved(initial)) return;
  const least = Math.min(Math.ceil((initial * 11) / 10), 65536);
  requireInteger(scope, "maxAllocatedStorageGiB", ceiling, { min: least, max: 65536, unit: "GiB" });
}
