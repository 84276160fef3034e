export * from "./chart-values";
export * from "./gcfg";
export * from "./owned";
export * from "./package-manager";
export * from "./props";
export * from "./schema-script";
export * from "./secrets";
export type { SecretsOrigin, SecretSource } from "./secrets-origin";
