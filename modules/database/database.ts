import type { IConstruct } from "constructs";
import type { IPeer } from "../core";

/** A PostgreSQL server, created here or brought by the user. */
export interface IDatabase extends IConstruct {
  /** DNS name, without port. A token until apply when the server is created here. */
  readonly host: string;
  /** TCP port. */
  readonly port: number;
  /** Lets `peer` open connections to {@link port}. `id` must be unique in this database; it is part of a Terraform address. */
  allowFrom(id: string, peer: IPeer): void;
}
