export * from "./encryption-key";
export type { KeyServiceGrant } from "./service-grants";
