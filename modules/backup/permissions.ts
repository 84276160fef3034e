/**
 * AWS managed policies of the role by which AWS Backup reads what it backs up. Not those for restores, which whoever
 * restores gives to a role of their own. Keys are ids.
 */
export const BACKUP_POLICIES = {
  Policy: "service-role/AWSBackupServiceRolePolicyForBackup",
  BucketPolicy: "AWSBackupServiceRolePolicyForS3Backup",
};
