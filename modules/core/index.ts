export * from "./ephemeral";
export * from "./peer";
export * from "./policy";
export * from "./validation";
export * from "./workload-identity";
