export type { NetworkLookup } from "./existing-network";
export * from "./network";
export { VPC_PREFIX } from "./subnet-layout";
