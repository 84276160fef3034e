import { defineVariables } from "../terraform/variables";

/** Where the pods live, which IAM has to know before Kubernetes does. */
export const workloadVariables = defineVariables({
  section: "General",
  variables: {
    namespace: {
      type: "string",
      description:
        "Kubernetes namespace of Package Manager, which its IAM role trusts. Changing it replaces everything in it.",
      default: "package-manager",
      rules: [
        {
          condition:
            'can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.namespace)) && !startswith(var.namespace, "kube-") && var.namespace != "default"',
          expected: "1 to 63 characters a-z, 0-9 and inner hyphens, neither default nor kube-…",
          fix: "choose a name for Package Manager alone, such as package-manager",
        },
      ],
    },
  },
});
