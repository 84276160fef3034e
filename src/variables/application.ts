import { defaults } from "../compatibility/matrix";
import { type VariableRule, defineVariables } from "../terraform/variables";
import { imageRepositoryRule, imageTagRule, repositoryRule, versionRule } from "./release-rules";
import { wholeNumber } from "./whole-number";

const section = "Package Manager";

function atLeast(name: string, request: string): VariableRule {
  return {
    condition: `var.${name} >= var.${request}`,
    expected: `at least ${request}, \${var.${request}}`,
    fix: "raise it, or lower the request",
  };
}

/** Variables of Package Manager's pods. */
export const packageManagerVariables = defineVariables({
  section,
  variables: {
    replicas: {
      type: "number",
      description: "Pods of Package Manager, each on a node of its own.",
      default: 3,
      rules: [wholeNumber("replicas", { min: 1, max: 100, unit: "pods" })],
    },
    updateStrategy: {
      type: "string",
      description:
        "How pods are replaced: `rolling` one by one, without a break; `recreate` stops all first, a pause of minutes. A plan that changes the version of Package Manager is refused without `recreate`, since two versions may not run at once.",
      default: "rolling",
      rules: [
        {
          condition: 'contains(["rolling", "recreate"], var.update_strategy)',
          expected: "rolling or recreate",
          fix: "choose one of the two",
        },
      ],
    },
    maxOpenConnections: {
      type: "number",
      description: "Connections that one pod opens to the database at most.",
      default: 50,
      rules: [wholeNumber("max_open_connections", { min: 5, max: 5000, unit: "connections" })],
    },
    gitBuildConcurrency: {
      type: "number",
      description: "Git builds that one pod runs at once; three pods with 34 each run 100.",
      default: 34,
      rules: [wholeNumber("git_build_concurrency", { min: 1, max: 1000, unit: "builds" })],
    },
    databaseUsername: {
      type: "string",
      description:
        "PostgreSQL role that Package Manager logs in with; made when it first starts, unless the database exists with credentials: application. Changing it makes another role, which does not own the existing tables.",
      default: "package_manager",
      rules: [
        {
          condition:
            'can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_username)) && !can(regex("^(pg_|rds)", var.database_username))',
          expected: "1 to 63 of a-z, 0-9 and _, starting with a letter, and not with pg_ or rds",
          fix: "rename it, such as package_manager",
        },
      ],
    },
    chartRepository: {
      type: "string",
      description: "Repository of the chart rstudio-pm, https:// or oci://.",
      default: "https://helm.rstudio.com",
      rules: [repositoryRule("chart_repository")],
    },
    chartVersion: {
      type: "string",
      description: "Version of the chart rstudio-pm. Raise it together with `image_tag`.",
      default: defaults.chartVersion,
      rules: [versionRule("chart_version")],
    },
    imageRepository: {
      type: "string",
      description: "Image of Package Manager, without tag.",
      default: "posit/package-manager",
      rules: [imageRepositoryRule("image_repository")],
    },
    imageTag: {
      type: "string",
      description:
        "Tag of that image: the version of Package Manager. Changing it needs `update_strategy` recreate, and a snapshot of the database first.",
      default: defaults.imageTag,
      rules: [imageTagRule("image_tag")],
    },
    imageDigest: {
      type: "string",
      description: "Digest of that image, which then counts instead of the tag. Empty for none.",
      default: "",
      rules: [
        {
          condition: 'var.image_digest == "" || can(regex("^sha256:[0-9a-f]{64}$", var.image_digest))',
          expected: "empty, or sha256: and 64 hexadecimal digits",
          fix: "copy the digest that your registry shows for the tag",
        },
      ],
    },
    initImage: {
      type: "string",
      description: "Image with tag or digest that has `sh` and `psql`; makes the database's role and schemas.",
      default: "postgres:17.6-alpine",
      rules: [
        {
          condition:
            'can(regex("^[^ @]+(:[A-Za-z0-9_.-]+|@sha256:[0-9a-f]{64})$", var.init_image)) && !endswith(var.init_image, ":latest")',
          expected: "an image with a tag other than latest, or a digest",
          fix: "write it like postgres:17.6-alpine",
        },
      ],
    },
    cpuRequestMillicores: {
      type: "number",
      description:
        "CPU that a pod is sure to get, in thousandths of a core. Two pods must fit on a node, for when another is away.",
      default: 6000,
      rules: [wholeNumber("cpu_request_millicores", { min: 100, max: 192000, unit: "millicores" })],
    },
    cpuLimitMillicores: {
      type: "number",
      description: "CPU that a pod gets at most, in thousandths of a core.",
      default: 14000,
      rules: [
        wholeNumber("cpu_limit_millicores", { min: 100, max: 192000, unit: "millicores" }),
        atLeast("cpu_limit_millicores", "cpu_request_millicores"),
      ],
    },
    memoryRequestMib: {
      type: "number",
      description: "Memory that a pod is sure to get, in MiB. Two pods must fit on a node, for when another is away.",
      default: 12288,
      rules: [wholeNumber("memory_request_mib", { min: 2048, max: 1572864, unit: "MiB" })],
    },
    memoryLimitMib: {
      type: "number",
      description: "Memory above which a pod is killed, in MiB. Git builds count.",
      default: 24576,
      rules: [
        wholeNumber("memory_limit_mib", { min: 2048, max: 1572864, unit: "MiB" }),
        atLeast("memory_limit_mib", "memory_request_mib"),
      ],
    },
    ephemeralStorageRequestGib: {
      type: "number",
      description:
        "Disk that a pod is sure to get, in GiB. Two pods must fit on a node's disk, for when another is away.",
      default: 30,
      rules: [wholeNumber("ephemeral_storage_request_gib", { min: 1, max: 16384, unit: "GiB" })],
    },
    ephemeralStorageLimitGib: {
      type: "number",
      description: "Disk above which a pod is evicted, in GiB. Git builds and temporary files of uploads count.",
      default: 40,
      rules: [
        wholeNumber("ephemeral_storage_limit_gib", { min: 1, max: 16384, unit: "GiB" }),
        atLeast("ephemeral_storage_limit_gib", "ephemeral_storage_request_gib"),
      ],
    },
    restrictEgress: {
      type: "bool",
      description:
        "Whether pods may open connections only for DNS, the database, HTTPS (443), Git over SSH (22), their AWS role, the outbound proxy, and `egress_tcp_ports`. Needs a cluster that enforces network policies.",
      default: true,
    },
    egressTcpPorts: {
      type: "list(string)",
      description:
        "Further TCP ports to which pods may open connections, on any address: 636 for LDAPS, 587 for mail, 80 for repositories without TLS.",
      default: [],
      example: ["636"],
      rules: [
        {
          condition:
            'alltrue([for port in var.egress_tcp_ports : can(regex("^[1-9][0-9]{0,4}$", port)) && try(tonumber(port), 0) <= 65535])',
          expected: "a list of port numbers from 1 to 65535",
          fix: "name each port by its number",
        },
      ],
    },
  },
});
