import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { PropError } from "./validation";

/**
 * Days for which CloudWatch Logs can keep logs.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Checks that CloudWatch Logs can keep logs for a number of days known at synth. Terraform tokens pass unchecked.
 *
 * @throws PropError naming the prop, the value and the fix.
 */
export function requireLogRetentionDays(scope: IConstruct, prop: string, value: number): void {
  if (Token.isUnresolved(value) || LOG_RETENTION_DAYS.includes(value)) return;
  const next = LOG_RETENTION_DAYS.find((days) => days > value) ?? Math.max(...LOG_RETENTION_DAYS);
  throw new PropError(scope, prop, value, `one of ${LOG_RETENTION_DAYS.join(", ")} days`, `set it to ${next}`);
}
