import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Fn, TerraformCount, TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";
import { expression, requirePattern } from "../core";
import { type AlarmSpec, cluster, containers, database, loadBalancer, ownLoadBalancer } from "./alarm-specs";
import type { Metric } from "./metrics";
import { type EventSpec, databaseEvents, failedBackupJobs, finishedBackups, missingBackup } from "./event-specs";
import type {
  WatchedBackups,
  WatchedCluster,
  WatchedContainers,
  WatchedDatabase,
  WatchedLoadBalancer,
  WatchedTargets,
} from "./watched";

export interface AlarmsProps {
  /** Start of the names of alarms and rules, 1 to 40 letters, digits or hyphens; unique in account and region. */
  readonly name: string;
  /** SNS topic that gets every alarm, and the message that it is over. CloudWatch and EventBridge must be let in. */
  readonly topicArn: string;
  /** Topics of others in the same account and region that get the same, known when Terraform plans. @default [] */
  readonly furtherTopicArns?: string[];
  readonly accountId: string;
  /** Folder of the runbooks, an address or a path in the repository, without a slash at the end. */
  readonly runbookBaseUrl: string;
}

/**
 * Defines the CloudWatch alarms and EventBridge rules for what it is told to watch. Each says what it means and links to
 * its section of the runbook `alarms.md`, which has an anchor with the name of the alarm.
 *
 * An alarm costs about 0.10 USD a month.
 *
 * @throws PropError when the name is too long for the rules of EventBridge.
 */
export class Alarms extends Construct {
  /** Where they go. */
  readonly topicArn: string;
  private readonly always: CloudwatchMetricAlarm[] = [];
  private readonly counted: CloudwatchMetricAlarm[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmsProps,
  ) {
    super(scope, id);
    requirePattern(this, "name", props.name, {
      pattern: /^[\w-]{1,40}$/,
      expected: "1 to 40 letters, digits, - or _",
      fix: "shorten it; a rule of EventBridge has 64 characters",
    });
    this.topicArn = props.topicArn;
  }

  /** ARNs of the alarms made so far. */
  get alarmArns(): string[] {
    const always = this.always.map(({ arn }) => arn);
    const counted = this.counted.map(({ fqn }) => Token.asList(expression`${fqn}[*].arn`));
    return counted.length === 0 ? always : Fn.concat([always, ...counted]);
  }

  /** The targets behind a load balancer, which others may use too: errors, latency, health. */
  watchTargets(watched: WatchedTargets): void {
    for (const spec of loadBalancer(watched)) this.addAlarm(spec);
  }

  /** A load balancer that serves these targets only: its own errors, and its certificate. */
  watchLoadBalancer(watched: WatchedLoadBalancer): void {
    for (const spec of ownLoadBalancer(watched)) this.addAlarm(spec);
  }

  /** An RDS server: load, room, and what happens to it. */
  watchDatabase(watched: WatchedDatabase): void {
    for (const spec of database(watched)) this.addAlarm(spec);
    this.addEvent(databaseEvents(watched.identifier));
    const finished = finishedBackups(watched.identifier);
    const rule = this.addRule(finished);
    this.addAlarm(missingBackup(rule.name));
  }

  /** The nodes of a cluster that are in one Auto Scaling group. */
  watchNodes(watched: WatchedCluster): void {
    for (const spec of cluster(watched)) this.addAlarm(spec);
  }

  /** What Container Insights measures of the cluster's nodes and of the pods of one namespace. */
  watchContainers(watched: WatchedContainers): void {
    for (const spec of containers(watched)) this.addAlarm(spec);
  }

  /** Jobs of AWS Backup that write to one vault. */
  watchBackups(watched: WatchedBackups): void {
    for (const spec of failedBackupJobs(watched)) this.addEvent(spec);
  }

  private addAlarm({ id, meaning, metric, count, period, absentIsZero, ...spec }: AlarmSpec): void {
    const { topicArn, furtherTopicArns } = this.props;
    const topicArns = furtherTopicArns ? Fn.concat([[topicArn], furtherTopicArns]) : [topicArn];
    const alarm = new CloudwatchMetricAlarm(this, id, {
      ...(count !== undefined && { count: TerraformCount.of(Token.asNumber(count)) }),
      alarmName: `${this.props.name}-${kebab(id)}`,
      alarmDescription: this.description(id, meaning),
      ...(absentIsZero ? filled(metric, period) : plain(metric, period)),
      ...spec,
      alarmActions: topicArns,
      okActions: topicArns,
    });
    (count === undefined ? this.always : this.counted).push(alarm);
  }

  private addRule({ id, meaning, pattern }: EventSpec): CloudwatchEventRule {
    return new CloudwatchEventRule(this, id, {
      name: `${this.props.name}-${kebab(id)}`,
      description: meaning,
      eventPattern: JSON.stringify(pattern),
    });
  }

  private addEvent(spec: EventSpec): void {
    const rule = this.addRule(spec);
    const target = {
      rule: rule.name,
      inputTransformer: {
        inputPaths: spec.inputs,
        // Text in quotes, which EventBridge takes as it is.
        inputTemplate: JSON.stringify(`${this.description(spec.id, spec.meaning)} ${spec.message}`),
      },
    };
    const { topicArn, furtherTopicArns } = this.props;
    new CloudwatchEventTarget(this, `${spec.id}Topic`, { ...target, arn: topicArn });
    if (!furtherTopicArns) return;
    const further = TerraformIterator.fromList(furtherTopicArns);
    new CloudwatchEventTarget(this, `${spec.id}FurtherTopics`, {
      ...target,
      forEach: further,
      arn: further.value,
      lifecycle: { precondition: [this.isInAccount(further.value)] },
    });
  }

  /** EventBridge publishes to another account only by a role, which it takes for no topic of its own. */
  private isInAccount(topicArn: string) {
    return {
      condition: expression`try(split(":", ${topicArn})[4] == ${this.props.accountId}, false)`,
      errorMessage: `alarm_topic_arns has ${topicArn}, expected topics of the account ${this.props.accountId}, since EventBridge publishes to no other; let your topic or pager subscribe to the output alarm_topic_arn instead.`,
    };
  }

  private description(id: string, meaning: string): string {
    return `${meaning} Runbook: ${this.props.runbookBaseUrl}/alarms.md#${kebab(id)}`;
  }
}

function plain({ namespace, name, dimensions, statistic }: Metric, period: number) {
  return {
    namespace,
    metricName: name,
    dimensions: { ...dimensions },
    period,
    ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
  };
}

/** With 0 for each period without data. */
function filled({ namespace, name, dimensions, statistic }: Metric, period: number) {
  const metric = { namespace, metricName: name, dimensions: { ...dimensions }, period, stat: statistic };
  return {
    metricQuery: [
      { id: "counted", metric },
      { id: "filled", expression: "FILL(counted, 0)", label: name, returnData: true },
    ],
  };
}

/** `DatabaseCpu` → `database-cpu` */
function kebab(id: string): string {
  return id.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
