import type { TerraformStack } from "cdktf";
import { Alarms, type AlarmsProps } from "../../modules/monitoring";

export const TOPIC = "arn:aws:sns:eu-central-1:111122223333:ppm-alarms";
export const METRICS = { loadBalancer: "app/ppm/1", targetGroup: "targetgroup/ppm-ip-4242/2" };

export function alarms(stack: TerraformStack, props: Partial<AlarmsProps> = {}): Alarms {
  return new Alarms(stack, "Alarms", {
    name: "ppm",
    topicArn: TOPIC,
    accountId: "111122223333",
    runbookBaseUrl: "docs/runbooks",
    ...props,
  });
}

export const TARGETS = { metrics: METRICS, errors: 25, latencySeconds: 3, unhealthyTargets: 1, healthyTargets: 2 };
export const DATABASE = {
  identifier: "ppm",
  instanceClass: "db.t3.xlarge",
  cpuPercent: 80,
  credits: 100,
  maxConnections: 1802,
  connectionsPercent: 80,
  freeStorageGiB: 5,
  freeMemoryMiB: 512,
};
