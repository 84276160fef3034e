import { isObject, type Json, type JsonObject } from "../inspect/terraform-json";
import { expectAt, same, type Rule, type View } from "./view";
import { at } from "../inspect/terraform-json";

const SECRET = { name: "ppm-secrets", key: "ppm-encryption-key-user" };
const ENCRYPTION_KEY = "PACKAGEMANAGER_ENCRYPTION_KEY";

/** What the page asks of the cluster's contents. */
export const applicationRules: readonly Rule[] = [
  {
    id: "application-in-the-cluster",
    quote:
      "This Posit Package Manager implementation deploys the application in an EKS cluster following the Kubernetes installation instructions.",
    check: (view) => {
      const login = view.only("application", "ephemeral.aws_eks_cluster_auth");
      const [cluster] = view.all("infrastructure", "aws_eks_cluster");
      return [
        ...same("cluster that the providers log in to", login.name, cluster?.body.name ?? null),
        ...same("releases of the chart", Object.keys(view.release("rstudio-pm")).length > 0, true),
      ];
    },
  },
  {
    id: "git-builders",
    quote: "This configuration can also handle 100 Git builders concurrently building packages from Git repositories.",
    check: (view) => {
      const total = Number(view.values.replicas) * Number(at(view.values, "config.Git.BuildConcurrency"));
      return total >= 100 ? [] : [`replicas × Git.BuildConcurrency is ${total}, expected at least 100`];
    },
  },
  {
    id: "open-connections",
    quote:
      "To handle a higher number of concurrent users, the configuration option PostgresPool.MaxOpenConnections should be increased to 50.",
    check: (view) =>
      same("PostgresPool.MaxOpenConnections", Number(at(view.values, "config.PostgresPool.MaxOpenConnections")), 50),
  },
  {
    id: "all-data-in-s3",
    quote:
      "The S3 bucket is used to store data about packages and sources, as well as cached metadata to decrease response times for requests.",
    check: (view) => {
      const claims = view.all("application", "kubernetes_persistent_volume_claim_v1");
      return [
        ...expectAt(view.values, { "config.Storage": { Default: "s3" } }),
        ...same("storage that is not S3", [at(view.values, "sharedStorage") ?? null, claims.length], [null, 0]),
      ];
    },
  },
  {
    id: "official-chart",
    quote:
      "The configuration of Package Manager is managed through the official Helm chart: https://github.com/rstudio/helm/tree/main/charts/rstudio-pm.",
    check: (view) => [
      ...expectAt(view.release("rstudio-pm"), { repository: "https://helm.rstudio.com" }),
      ...same(
        "sections of its configuration",
        Object.keys(isObject(view.values.config) ? view.values.config : {}).length > 0,
        true,
      ),
    ],
  },
  {
    id: "one-encryption-key",
    quote: "When running with more than one replica, it is important that each replica has the same encryption key.",
    check: (view) => {
      const definitions = environment(view).filter((name) => name === ENCRYPTION_KEY);
      return [
        ...same(`definitions of ${ENCRYPTION_KEY}`, definitions.length, 1),
        ...same("key made by the chart", at(view.values, "rstudioPMKey") ?? null, null),
      ];
    },
  },
  {
    id: "key-from-secret",
    quote:
      "To ensure that each replicas has access to the same encryption key you should create a Kubernetes secret and then expose it as an environment variable using the values.yaml file.",
    check: (view) => {
      const data = secretData(view);
      return same(
        "key in a Kubernetes secret, written without being stored",
        data !== undefined && SECRET.key in data,
        true,
      );
    },
  },
  {
    id: "hex-key",
    quote: "First, create an encryption key and Kubernetes secret: # Create an encryption key openssl rand -hex 64",
    check: (view) => {
      const [random] = view
        .all("infrastructure", "ephemeral.aws_secretsmanager_random_password")
        .filter(({ body }) => body.require_each_included_type === false);
      const digits = Number(random?.body.password_length);
      return [
        ...expectAt(random?.body, {
          exclude_uppercase: true,
          exclude_punctuation: true,
          include_space: false,
          exclude_characters: "ghijklmnopqrstuvwxyz",
        }),
        ...(digits >= 128 ? [] : [`the key has ${digits} hex digits, expected at least the 128 of the page`]),
      ];
    },
  },
  {
    id: "secret-name",
    quote:
      "# Create a secret. Replace 'xxx' with your encryption key. kubectl create secret generic ppm-secrets --from-literal=ppm-encryption-key-user='xxxx'",
    check: (view) => same(`secret ${SECRET.name} with ${SECRET.key}`, SECRET.key in (secretData(view) ?? {}), true),
  },
  {
    id: "key-environment",
    quote:
      "Then, update your values.yaml file to use the secret: # How to use the secret in your values.yaml pod: env: - name: PACKAGEMANAGER_ENCRYPTION_KEY valueFrom: secretKeyRef: name: ppm-secrets key: ppm-encryption-key-user",
    check: (view) => {
      const variables = (at(view.values, "pod.env") ?? []) as Json[];
      const variable = variables.find((one) => at(one, "name") === ENCRYPTION_KEY);
      return expectAt(variable, {
        "valueFrom.secretKeyRef.name": SECRET.name,
        "valueFrom.secretKeyRef.key": SECRET.key,
      });
    },
  },
  {
    id: "three-replicas",
    quote: "This reference architecture uses three replicas for the Posit Package Manager service.",
    check: (view) => expectAt(view.values, { replicas: 3 }),
  },
  {
    id: "one-replica-a-node",
    quote:
      "To ensure that each replicas run on a different node you should set a topologySpreadConstraints : replicas: 3 topologySpreadConstraints: - maxSkew: 1 topologyKey: kubernetes.io/hostname whenUnsatisfiable: DoNotSchedule labelSelector: matchLabels: # The helm chart will add this label to the pods automatically app.kubernetes.io/name: rstudio-pm",
    check: (view) => {
      const rules = (at(view.values, "topologySpreadConstraints") ?? []) as Json[];
      const rule = rules.find((one) => at(one, "topologyKey") === "kubernetes.io/hostname");
      const selector = isObject(rule) && isObject(rule.labelSelector) ? rule.labelSelector : undefined;
      return [
        ...expectAt(rule, { maxSkew: 1, whenUnsatisfiable: "DoNotSchedule" }),
        ...same("labelSelector", selector, { matchLabels: { "app.kubernetes.io/name": "rstudio-pm" } }),
      ];
    },
  },
];

function environment(view: View): string[] {
  return ((at(view.values, "pod.env") ?? []) as Json[]).map((variable) => String(at(variable, "name")));
}

function secretData(view: View): JsonObject | undefined {
  const secret = view
    .all("application", "kubernetes_secret_v1")
    .find(({ body }) => at(body, "metadata.name") === SECRET.name);
  const data = secret?.body.data_wo;
  return isObject(data) ? data : undefined;
}
