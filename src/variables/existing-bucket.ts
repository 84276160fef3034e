import { defineVariables } from "../terraform/variables";

/** Variables of a bucket that exists. */
export const existingBucketVariables = defineVariables({
  section: "Storage",
  when: "bucket.mode: existing",
  variables: {
    bucketName: {
      type: "string",
      description:
        "S3 bucket for packages, sources and metadata, in the region `region`. It may be in another account.",
      example: "example-packages",
      rules: [
        {
          condition: 'can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket_name))',
          expected: "the name of an S3 bucket: 3 to 63 characters a-z, 0-9, hyphen and dot",
          fix: "write the name alone, without s3:// and without a path",
        },
      ],
    },
    bucketPrefix: {
      type: "string",
      description:
        "Start of the keys of all objects in the bucket. Package Manager may use nothing else in it. After a change it does not find what lies under the old one.",
      default: "",
      example: "package-manager/",
      rules: [
        {
          condition: 'can(regex("^([a-zA-Z0-9_.=-]+/)*$", var.bucket_prefix))',
          expected: "nothing, or names of a-z, A-Z, 0-9, _, ., = and - that each end with a slash",
          fix: "write it like package-manager/, without a slash at the start",
        },
      ],
    },
  },
});
