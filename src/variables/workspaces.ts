import { defineVariables, type VariableRule } from "../terraform/variables";

const section = "Workspaces";

const ARN = (service: string, resource: string) => `^arn:[a-z-]+:${service}::([0-9]{12}|aws):${resource}/.+$`;

const optional = (name: string, pattern: string, expected: string, fix: string): VariableRule => ({
  condition: `var.${name} == null || can(regex("${pattern}", var.${name}))`,
  expected,
  fix,
});

/** Variables of the workspaces themselves. */
export const workspaceVariables = defineVariables({
  section,
  variables: {
    terraformVersion: {
      type: "string",
      description:
        "Terraform of the runs, at least 1.11: a version, or a constraint of which the newest that fits counts.",
      default: "~> 1.11",
      rules: [
        {
          condition: 'can(regex("^[~><=! 0-9.,a-z-]*[0-9]+[.][0-9]+", var.terraform_version))',
          expected: "a version, or a constraint of versions",
          fix: "write it like 1.11.4 or ~> 1.11",
        },
      ],
    },
    outputFolder: {
      type: "string",
      description: "Folder of the synthesized output, from the root of the repository that holds it.",
      default: "cdktf.out",
      rules: [
        {
          condition: 'can(regex("^[^/].*[^/]$", var.output_folder))',
          expected: "a folder without a slash at either end",
          fix: "write it like cdktf.out or deployments/ppm/cdktf.out",
        },
      ],
    },
    healthAssessments: {
      type: "bool",
      description: "Plan daily and report drift and failing checks. Needs an edition of HCP Terraform that has it.",
      default: false,
    },
    vcsRepository: {
      type: "string",
      description: "Repository that starts runs, ORGANIZATION/REPOSITORY. Null: runs are started by CLI or API.",
      default: null,
      example: "example/package-manager",
      rules: [
        optional(
          "vcs_repository",
          "^[^/ ]+(/[^/ ]+)+$",
          "ORGANIZATION/REPOSITORY",
          "write it without scheme and host, like example/package-manager",
        ),
        {
          condition:
            "(var.vcs_repository == null ? 0 : 1) == length([for id in [var.vcs_oauth_token_id, var.vcs_github_app_installation_id] : id if id != null])",
          expected: "one connection with a repository, and none without",
          fix: "give vcs_oauth_token_id or vcs_github_app_installation_id, not both",
        },
      ],
    },
    vcsBranch: {
      type: "string",
      description: "Branch that is applied. Null: the repository's default branch.",
      default: null,
      example: "main",
      rules: [optional("vcs_branch", "^[^ ~:?*]+$", "the name of a branch", "write it as git branch shows it")],
    },
    vcsOauthTokenId: {
      type: "string",
      description: "OAuth token of the connection to the repository's host, ot-…; its id, which is no secret.",
      default: null,
      example: "ot-0a1B2c3D4e5F6g7H",
      rules: [optional("vcs_oauth_token_id", "^ot-[A-Za-z0-9]+$", "an id such as ot-…", "copy it from VCS Providers")],
    },
    vcsGithubAppInstallationId: {
      type: "string",
      description: "Installation of the GitHub App of HCP Terraform, ghain-….",
      default: null,
      example: "ghain-0a1B2c3D4e5F6g7H",
      rules: [
        optional(
          "vcs_github_app_installation_id",
          "^ghain-[A-Za-z0-9]+$",
          "an id such as ghain-…",
          "read it by the data source tfe_github_app_installation",
        ),
      ],
    },
  },
});

/** With `state.project`. */
export const projectVariables = defineVariables({
  section,
  when: "state.project",
  variables: {
    projectId: {
      type: "string",
      description: "Id of the project where it exists already, prj-…. Null: it is made.",
      default: null,
      example: "prj-0a1B2c3D4e5F6g7H",
      rules: [optional("project_id", "^prj-[A-Za-z0-9]+$", "an id such as prj-…", "copy it from the project's page")],
    },
  },
});

/** Variables of the AWS roles of the runs. */
export const runRoleVariables = defineVariables({
  section: "Runs in AWS",
  variables: {
    runPermissionsBoundaryArn: {
      type: "string",
      description:
        "ARN of the policy that bounds the roles of the runs. It must not allow to change itself. Roles that a run makes are bounded by `permissions_boundary_arn` only: give that too.",
      example: "arn:aws:iam::111122223333:policy/terraform-boundary",
      rules: [
        {
          condition: `can(regex("${ARN("iam", "policy")}", var.run_permissions_boundary_arn))`,
          expected: "the ARN of an IAM policy",
          fix: "copy it from the IAM console",
        },
      ],
    },
    runIamPath: {
      type: "string",
      description: "Path of the roles of the runs. Changing it replaces them.",
      default: "/",
      rules: [
        {
          condition: 'can(regex("^/([!-~]+/)?$", var.run_iam_path)) && length(var.run_iam_path) <= 512',
          expected: "a path that starts and ends with /",
          fix: "write it like /terraform/",
        },
      ],
    },
    runOidcProviderArn: {
      type: "string",
      description:
        "ARN of the IAM OIDC provider of HCP Terraform, of which an account has one, where it exists already. Null: it is made.",
      default: null,
      example: "arn:aws:iam::111122223333:oidc-provider/app.terraform.io",
      rules: [
        optional(
          "run_oidc_provider_arn",
          ARN("iam", "oidc-provider"),
          "the ARN of an OIDC provider in IAM",
          "copy it from 'aws iam list-open-id-connect-providers'",
        ),
      ],
    },
    applyPolicyArns: {
      type: "list(string)",
      description:
        "ARNs of the managed policies with which an apply works, up to 10. Null: AWS's PowerUserAccess, which excludes IAM.",
      default: null,
      example: ["arn:aws:iam::aws:policy/PowerUserAccess"],
      rules: [
        {
          condition: `try(length(var.apply_policy_arns) <= 10 && alltrue([for arn in var.apply_policy_arns : can(regex("${ARN("iam", "policy")}", arn))]), var.apply_policy_arns == null)`,
          expected: "up to 10 ARNs of IAM policies",
          fix: "copy them from the IAM console",
        },
      ],
    },
  },
});

/** With `iam.mode: existing`. */
export const passedRoleVariables = defineVariables({
  section: "Runs in AWS",
  when: "iam.mode: existing",
  variables: {
    passedRoleArns: {
      type: "list(string)",
      description: "ARNs of the existing roles that an apply hands to AWS services, at least one.",
      example: ["arn:aws:iam::111122223333:role/eks-node"],
      rules: [
        {
          condition: `length(var.passed_role_arns) > 0 && alltrue([for arn in var.passed_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", arn))])`,
          expected: "at least one ARN of an IAM role",
          fix: "list those that you give to the infrastructure stack",
        },
      ],
    },
  },
});
