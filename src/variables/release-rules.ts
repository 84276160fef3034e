import type { VariableRule } from "../terraform/variables";

/** A chart's repository. */
export const repositoryRule = (name: string): VariableRule => ({
  condition: `can(regex("^(https|oci)://[^ @]+$", var.${name}))`,
  expected: "an address that starts with https:// or oci://, without a login",
  fix: "write the address of the repository that holds the chart",
});

/** A chart's version. */
export const versionRule = (name: string): VariableRule => ({
  condition: `can(regex("^[0-9]+[.][0-9]+[.][0-9]+([-+][0-9A-Za-z.+-]+)?$", var.${name}))`,
  expected: "one exact version",
  fix: "write it like 1.2.3; a range would change the release without a change here",
});

/** An image without tag. */
export const imageRepositoryRule = (name: string): VariableRule => ({
  condition: `can(regex("^[a-z0-9][a-z0-9._-]*(:[0-9]+/[a-z0-9][a-z0-9._-]*)?(/[a-z0-9][a-z0-9._-]*)*$", var.${name}))`,
  expected: "an image without tag and digest",
  fix: "write it like registry.example.com/mirror/image",
});

/** An image's tag. */
export const imageTagRule = (name: string): VariableRule => ({
  condition: `can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", var.${name})) && var.${name} != "latest"`,
  expected: "a tag other than latest",
  fix: "write the tag of one version",
});
