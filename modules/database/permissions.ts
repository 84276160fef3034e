/** AWS managed policies of the role by which RDS writes measurements of the operating system. Keys are ids. */
export const MONITORING_POLICIES = { Policy: "service-role/AmazonRDSEnhancedMonitoringRole" };
