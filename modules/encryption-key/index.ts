export * from "./encryption-key";
export type { EncryptionKeyLookup } from "./existing-key";
export type { KeyServiceGrant } from "./service-grants";
