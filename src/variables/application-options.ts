import { defaults } from "../compatibility/matrix";
import { controllerChartRule, controllerImageRule } from "../compatibility/rules";
import { defineVariables } from "../terraform/variables";
import { imageRepositoryRule, imageTagRule, repositoryRule, versionRule } from "./release-rules";

const section = "Package Manager";

/** Variables of the controller that registers pods in the target group. */
export const loadBalancerControllerVariables = defineVariables({
  section: "Load balancer controller",
  when: "loadBalancer.targets: ip",
  variables: {
    controllerChartRepository: {
      type: "string",
      description: "Repository of the chart aws-load-balancer-controller, https:// or oci://.",
      default: "https://aws.github.io/eks-charts",
      rules: [repositoryRule("controller_chart_repository")],
    },
    controllerChartVersion: {
      type: "string",
      description: "Version of the chart aws-load-balancer-controller. Raise it together with `controller_image_tag`.",
      default: defaults.controllerChartVersion,
      rules: [versionRule("controller_chart_version"), controllerChartRule],
    },
    controllerImageRepository: {
      type: "string",
      description: "Image of the AWS Load Balancer Controller, without tag.",
      default: "public.ecr.aws/eks/aws-load-balancer-controller",
      rules: [imageRepositoryRule("controller_image_repository")],
    },
    controllerImageTag: {
      type: "string",
      description: "Tag of that image.",
      default: defaults.controllerImageTag,
      rules: [imageTagRule("controller_image_tag"), controllerImageRule],
    },
  },
});

/** Variable of a CA bundle of the user's own. */
export const databaseCaVariables = defineVariables({
  section,
  when: "packageManager.databaseCa: given",
  variables: {
    databaseCaBundle: {
      type: "string",
      description: "Certificates, PEM, of the CAs that sign the database server's certificate.",
      example: "-----BEGIN CERTIFICATE-----\nMIID…\n-----END CERTIFICATE-----\n",
      rules: [
        {
          condition: 'strcontains(var.database_ca_bundle, "-----BEGIN CERTIFICATE-----")',
          expected: "certificates in PEM",
          fix: "paste AWS's bundle of your region as a multi-line string, <<EOT … EOT",
        },
      ],
    },
  },
});

/** Variables of the way out through a proxy. */
export const outboundProxyVariables = defineVariables({
  section,
  when: "packageManager.outboundProxy: true",
  variables: {
    httpsProxy: {
      type: "string",
      description: "Proxy through which Package Manager reaches the internet, for http and https.",
      example: "http://proxy.example.com:3128",
      rules: [
        {
          condition: 'can(regex("^https?://[^ /@]+:[0-9]+$", var.https_proxy))',
          expected: "http://HOST:PORT without a login",
          fix: "write it like http://proxy.example.com:3128; a login would be stored in Terraform's state, so give such a proxy by packageManager.extraEnvFromSecret instead",
        },
      ],
    },
    noProxy: {
      type: "list(string)",
      description:
        "Hosts, domains with a leading dot, and CIDRs that Package Manager reaches directly, besides the cluster, its VPC and S3.",
      default: [],
      example: [".example.com"],
      rules: [
        {
          condition: 'alltrue([for destination in var.no_proxy : can(regex("^[^ ,]+$", destination))])',
          expected: "a list of names without spaces and commas",
          fix: "give each destination an entry of its own",
        },
      ],
    },
  },
});

/** Variable of the login to a registry. */
export const imagePullSecretVariables = defineVariables({
  section,
  when: "packageManager.imagePullSecret: true",
  variables: {
    imagePullSecret: {
      type: "string",
      description:
        "Kubernetes secret of type kubernetes.io/dockerconfigjson with the registry's login, in the namespace of Package Manager. You make it.",
      example: "registry-login",
      rules: [
        {
          condition: 'can(regex("^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$", var.image_pull_secret))',
          expected: "the name of a Kubernetes secret",
          fix: "use a-z, 0-9, hyphen and dot",
        },
      ],
    },
  },
});

/** Variable of secrets that the user keeps in Kubernetes. */
export const kubernetesSecretsVariables = defineVariables({
  section,
  when: "secrets.mode: kubernetes",
  variables: {
    kubernetesSecretsRevision: {
      type: "number",
      description:
        "Revision of the Kubernetes secrets that you keep. Raise it when one of them has changed: the pods restart and read them.",
      default: 1,
      rules: [
        {
          condition:
            "var.kubernetes_secrets_revision >= 1 && floor(var.kubernetes_secrets_revision) == var.kubernetes_secrets_revision",
          expected: "a whole number of at least 1",
          fix: "raise it by 1 for each change",
        },
      ],
    },
  },
});
