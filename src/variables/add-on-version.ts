import type { VariableRule } from "../terraform/variables";

/** Variable with the version of an EKS add-on. */
export const addOnVersion = <const N extends string>(name: N, addOn: string, ...rules: VariableRule[]) =>
  ({
    type: "string",
    description: `Version of the EKS add-on ${addOn}. Without it, every plan takes the newest that fits the cluster.`,
    default: null,
    example: "v1.2.3-eksbuild.1",
    rules: [
      {
        condition: `var.${name} == null || can(regex("^v[0-9]+[.][0-9]+[.][0-9]+-eksbuild[.][0-9]+$", var.${name}))`,
        expected: "a version such as v1.2.3-eksbuild.1",
        fix: `take one that 'aws eks describe-addon-versions --addon-name ${addOn}' lists`,
      },
      ...rules,
    ],
  }) as const;
