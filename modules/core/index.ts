export * from "./ephemeral";
export * from "./expression";
export * from "./log-retention";
export * from "./peer";
export * from "./policy";
export * from "./terraform-data";
export * from "./validation";
export * from "./workload-identity";
