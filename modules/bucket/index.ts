export * from "./bucket";
export type { BucketLookup } from "./existing-bucket";
