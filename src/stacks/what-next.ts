import type { Deployment } from "../config/schema";
import type { BaseStack } from "./base-stack";
import type { ContractValues } from "./contract";
import type { Monitoring } from "./infrastructure/monitoring";
import { isApplicationOnly, stackNames } from "./names";

/** What a person needs: a heading, and lines. One without lines is left out. */
type Section = readonly [heading: string, lines: readonly string[]];

/** Ends the outputs of the infrastructure stack. */
export function afterInfrastructure(
  stack: BaseStack,
  deployment: Deployment,
  values: ContractValues,
  watching: Monitoring,
): void {
  say(stack, [
    ["Address", [`${values.url}, once the stack ${stackNames(deployment).application} is applied`]],
    ["Cluster", clusterLogin(deployment, values)],
    ["Logs", infrastructureLogs(deployment, values, watching)],
    ["Alarms", alarms(watching)],
    ["Secrets", awsSecrets(deployment, values)],
    ["First", numbered([...confirmMails(watching), `apply ${stackNames(deployment).application}`])],
  ]);
}

/** Ends the outputs of the application stack. `watching` is known where everything is in this one stack. */
export function afterApplication(
  stack: BaseStack,
  deployment: Deployment,
  values: ContractValues,
  watching?: Monitoring,
): void {
  const kubectl = `kubectl --namespace ${values.namespace}`;
  const elsewhere = `see the output what_next of ${stackNames(deployment).infrastructure}`;
  const logs = `${kubectl} logs --selector app.kubernetes.io/name=rstudio-pm --container rspm --tail 100`;
  say(stack, [
    ["Address", [values.url]],
    ["Cluster", clusterLogin(deployment, values)],
    ["Pods", [`${kubectl} get pods`]],
    ["Logs", [logs, ...(isApplicationOnly(deployment) ? [] : [`of AWS: ${elsewhere}`])]],
    ["Alarms", watching ? alarms(watching) : [elsewhere]],
    ["Secrets", [`${kubectl} get secrets`, ...(watching ? awsSecrets(deployment, values) : [])]],
    [
      "First",
      numbered([
        ...(watching ? confirmMails(watching) : []),
        `curl --fail ${values.url}/__ping__`,
        `a new installation is empty; make a repository: ${kubectl} exec deploy/rstudio-pm --container rspm -- /opt/rstudio-pm/bin/rspm create repo --name=cran`,
        `and fill it: ${kubectl} exec deploy/rstudio-pm --container rspm -- /opt/rstudio-pm/bin/rspm subscribe --repo=cran --source=cran`,
      ]),
    ],
  ]);
}

function clusterLogin({ cluster }: Deployment, { region, clusterName }: ContractValues): string[] {
  const login = `aws eks update-kubeconfig --region ${region} --name ${clusterName}`;
  if (cluster.mode === "existing") return [login];
  return cluster.endpointAccess === "private"
    ? [login, "from a machine in the VPC, or connected to it: the Kubernetes API is private"]
    : [login, "from an address in cluster_public_access_cidrs, or from the VPC"];
}

function infrastructureLogs(
  { cluster, database, network }: Deployment,
  { clusterName, name }: ContractValues,
  { podLogGroupName }: Monitoring,
): string[] {
  return [
    "CloudWatch log groups:",
    ...(podLogGroupName === undefined ? [] : [`${podLogGroupName} (pods)`]),
    ...(cluster.mode === "create" ? [`/aws/eks/${clusterName}/cluster (Kubernetes API)`] : []),
    ...(database.mode !== "existing" ? [`/aws/rds/instance/${name}/postgresql (database)`] : []),
    ...(network.mode === "create" ? [`/aws/vpc/${name}/flow-logs (connections)`] : []),
  ];
}

function alarms({ topicArn, dashboardName }: Monitoring): string[] {
  return [
    ...(topicArn === undefined ? [] : [`SNS topic ${topicArn}; docs/runbooks/alarms.md says what each one means`]),
    ...(dashboardName === undefined ? [] : [`CloudWatch dashboard ${dashboardName}`]),
  ];
}

function awsSecrets({ secrets }: Deployment, { name }: ContractValues): string[] {
  switch (secrets.mode) {
    case "create":
      return [`Secrets Manager, names that begin with ${name}/`];
    case "existing":
      return ["Secrets Manager, those that you gave"];
    case "kubernetes":
      return [];
  }
}

function confirmMails({ topicArn }: Monitoring): string[] {
  if (topicArn === undefined) return [];
  return ["confirm the mail that AWS sends to each of alarm_email_addresses, or subscribe a pager to the topic"];
}

const numbered = (lines: readonly string[]): string[] => lines.map((line, i) => `${i + 1}. ${line}`);

/** Terraform lists outputs by name, and this one last, where the eye is when an apply is through. */
function say(stack: BaseStack, sections: readonly Section[]): void {
  const text = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => [`${heading}:`, ...lines.map((line) => `  ${line}`)].join("\n"))
    .join("\n");
  stack.output("what_next", `${text}\n`, "Where everything is, and what to do first, for people.");
}
