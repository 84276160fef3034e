export * from "./network";
export { VPC_PREFIX } from "./subnet-layout";
