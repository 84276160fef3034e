import { defineVariables } from "../terraform/variables";

const tags = {
  tags: {
    type: "map(string)",
    description: "Tags for every resource, added to Application, Deployment and ManagedBy.",
    default: {},
    example: { CostCenter: "4711" },
    rules: [
      {
        condition: 'alltrue([for key in keys(var.tags) : !startswith(lower(key), "aws:")])',
        expected: "no key that starts with aws:",
        fix: "rename the tag; AWS keeps that prefix for itself",
      },
      {
        condition: "length(var.tags) <= 40",
        expected: "at most 40 tags",
        fix: "remove some; AWS allows 50 on a resource and this app sets the others",
      },
    ],
  },
} as const;

const ignoreTags = {
  ignoreTagKeys: {
    type: "list(string)",
    description: "Keys of tags that other tools put onto these resources; Terraform neither shows nor removes them.",
    default: [],
    example: ["LastScanned"],
  },
  ignoreTagKeyPrefixes: {
    type: "list(string)",
    description: "As `ignore_tag_keys`, for every tag whose key starts with one of these.",
    default: [],
    example: ["auto:"],
  },
} as const;

/** Variables of the infrastructure stack that belong to no part of it. */
export const commonVariables = (deploymentName: string) =>
  defineVariables({
    section: "General",
    variables: {
      region: {
        type: "string",
        description: "AWS region of everything, such as eu-central-1. Changing it replaces everything.",
        example: "eu-central-1",
        rules: [
          {
            condition: 'can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))',
            expected: "a region code",
            fix: "take one from the AWS documentation, such as eu-central-1",
          },
        ],
      },
      name: {
        type: "string",
        description:
          "Prefix of the names of all AWS resources, 2 to 20 characters; must be unique in the account. Changing it replaces nearly everything.",
        default: deploymentName,
        rules: [
          {
            condition: 'can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")',
            expected: "2 to 20 characters: a-z, 0-9 and single hyphens, starting with a letter, not ending in a hyphen",
            fix: "shorten it; load balancers allow 32 characters in all and names are built from this one",
          },
          {
            condition: '!startswith(var.name, "internal-") && !startswith(var.name, "sg-")',
            expected: "a start other than internal- and sg-",
            fix: "start it with another word; AWS keeps these for load balancers and security groups",
          },
        ],
      },
      ...tags,
    },
  });

/** Variables of the IAM roles that are made here. */
export const createdRoleVariables = defineVariables({
  section: "General",
  when: "iam.mode: create",
  variables: {
    permissionsBoundaryArn: {
      type: "string",
      description: "ARN of the policy that bounds every IAM role made here.",
      default: null,
      example: "arn:aws:iam::111122223333:policy/boundary",
      rules: [
        {
          condition:
            'var.permissions_boundary_arn == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary_arn))',
          expected: "the ARN of an IAM policy",
          fix: "copy it from the IAM console, or leave it out",
        },
      ],
    },
    iamPath: {
      type: "string",
      description:
        "Path of every IAM role made here. Changing it replaces the roles but the control plane's, which stays where it is, and the node group, the new one first; apply the application right after, since its pods have another role then.",
      default: "/",
      rules: [
        {
          condition: 'can(regex("^/([!-~]+/)?$", var.iam_path)) && length(var.iam_path) <= 512',
          expected: "a path that starts and ends with /",
          fix: "write it like /package-manager/",
        },
      ],
    },
  },
});

/** Tag variables of the application stack, which makes hardly any AWS resource itself. */
export const applicationTagVariables = defineVariables({ section: "General", variables: tags });

/** Variables of the AWS provider about tags of others. */
export const ignoreTagVariables = defineVariables({
  section: "General",
  variables: ignoreTags,
});

/** Variables of the role that the AWS provider assumes. */
export const assumeRoleVariables = defineVariables({
  section: "General",
  when: "awsRole: assume",
  variables: {
    assumeRoleArn: {
      type: "string",
      description: "ARN of the IAM role that Terraform's AWS provider assumes.",
      example: "arn:aws:iam::111122223333:role/terraform",
      rules: [
        {
          condition: 'can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", var.assume_role_arn))',
          expected: "the ARN of an IAM role",
          fix: "copy it from the IAM console",
        },
      ],
    },
    assumeRoleExternalId: {
      type: "string",
      description: "External id that the trust policy of that role asks for. Null for none.",
      default: null,
      example: "package-manager",
      rules: [
        {
          condition:
            'var.assume_role_external_id == null || can(regex("^[A-Za-z0-9+=,.@:/_-]{2,1224}$", var.assume_role_external_id))',
          expected: "2 to 1224 letters, digits and +=,.@:/_-",
          fix: "copy it from the trust policy of the role",
        },
      ],
    },
  },
});
