import type { IResolvable } from "cdktf";
import type { IEncryptionKey } from "../encryption-key";
import type { INetwork } from "../network";
import type { IWriteOnlySecret } from "../secret";
import type { RestoreSource } from "./restore";

export interface DatabaseProps {
  /** The server goes into the isolated subnets, which must span two or more Availability Zones. */
  readonly network: INetwork;
  /**
   * Name of the server, unique in account and region; names of what belongs to it start with it. 1 to 53 characters
   * a-z, 0-9 and single hyphens, starting with a letter. Changing it renames the server, and with it its DNS name.
   */
  readonly identifier: string;
  /** Encrypts storage, snapshots and Performance Insights. Changing it replaces the server. */
  readonly encryptionKey: IEncryptionKey;
  /** Encrypts the logs. Its policy must admit CloudWatch Logs. */
  readonly logEncryptionKey: IEncryptionKey;
  /** Password of the master user. Read when Terraform applies, never stored; raising its revision changes it. */
  readonly password: IWriteOnlySecret;
  /** Master user: 1 to 63 letters, digits or underscores, starting with a letter. Changing it replaces the server. */
  readonly masterUsername: string;
  /** The one empty database: 1 to 63 letters, digits or underscores, starting with a letter. Changing it replaces the server. */
  readonly databaseName: string;
  /** AWS partition, such as `aws` or `aws-us-gov`. */
  readonly partition: string;
  /**
   * PostgreSQL major version; RDS picks the minor version and keeps it up to date. Raising it upgrades the server at
   * once, which takes it down for some minutes and cannot be undone.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
   * @default "17"
   */
  readonly engineVersion?: string;
  /** Changing it restarts the server at once. @default "db.t3.xlarge" */
  readonly instanceClass?: string;
  /**
   * Connections that the server accepts, for classes that EC2 does not know. A token may be null.
   * @default - from the memory of the class
   */
  readonly maxConnections?: number;
  /** Keeps a standby in a second zone, which doubles the price. @default true */
  readonly multiAz?: boolean | IResolvable;
  /**
   * Initial gp3 storage, in GiB, 20 to 65536.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
   * @default 100
   */
  readonly allocatedStorageGiB?: number;
  /** Up to which RDS enlarges the storage by itself, in GiB, 22 to 65536 and a tenth above the initial one. @default 500 */
  readonly maxAllocatedStorageGiB?: number;
  /** Days for which the server can be restored to any second, 1 to 35. @default 14 */
  readonly backupRetentionDays?: number;
  /** Daily, UTC, 30 minutes or more, outside the maintenance window. @default "03:00-04:00" */
  readonly backupWindow?: string;
  /** Weekly, UTC, 30 minutes or more. Minor versions are installed in it. @default "sun:04:30-sun:05:30" */
  readonly maintenanceWindow?: string;
  /** Statements that take at least as many milliseconds are logged with their text, 0 to 2147483647. @default 1000 */
  readonly slowQueryMilliseconds?: number;
  /** Days for which CloudWatch keeps the logs; one of the values it knows. @default 365 */
  readonly logRetentionDays?: number;
  /**
   * Seconds between two measurements of the operating system: 1, 5, 10, 15, 30 or 60.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
   * @default 60
   */
  readonly monitoringIntervalSeconds?: number;
  /**
   * Data that a new server starts with. One that is there already is not touched: the plan is refused instead.
   * @default - an empty database
   */
  readonly restoreFrom?: RestoreSource;
  /** Keeps Terraform and AWS from deleting the server. @default true */
  readonly protection?: boolean;
  /** Policy that bounds the monitoring role. @default - no boundary */
  readonly permissionsBoundaryArn?: string;
  /** Path of the monitoring role. Changing it replaces the role. @default "/" */
  readonly iamPath?: string;
  /** Existing role by which RDS writes measurements to CloudWatch Logs. @default - a role is made */
  readonly monitoringRoleArn?: string;
}
