/** The other end of a connection: whatever carries this security group. */
export interface IPeer {
  /** `sg-…` */
  readonly securityGroupId: string;
}
