import { defineVariables } from "../terraform/variables";

/** Variables of the bucket for packages, sources and metadata. */
export const bucketVariables = defineVariables({
  section: "Storage",
  variables: {
    bucketNoncurrentVersionDays: {
      type: "number",
      description: "Days for which an overwritten or deleted object can be restored, 1 to 36500.",
      default: 30,
      rules: [
        {
          condition:
            "var.bucket_noncurrent_version_days >= 1 && var.bucket_noncurrent_version_days <= 36500 && floor(var.bucket_noncurrent_version_days) == var.bucket_noncurrent_version_days",
          expected: "a whole number of days from 1 to 36500",
          fix: "use 30 unless a policy of yours says otherwise",
        },
      ],
    },
  },
});

/** Variables of that bucket when Terraform may destroy it. */
export const unprotectedBucketVariables = defineVariables({
  section: "Storage",
  when: "protection: false",
  variables: {
    bucketForceDestroy: {
      type: "bool",
      description: "Destroy the buckets together with every object in them. Without it, one with objects stays.",
      default: false,
    },
  },
});
