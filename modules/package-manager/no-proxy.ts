/** Never behind a proxy: the pod itself, the credentials of EKS Pod Identity and of EC2, and the cluster's services. */
const local = ["localhost", "127.0.0.1", "169.254.170.23", "169.254.169.254", ".svc", ".cluster.local"];

/**
 * Returns the parts of `NO_PROXY` that follow from AWS: S3 has an endpoint in the VPC, under names that the CIDR does not
 * match, since clients compare names with names.
 */
export function directDestinations(region: string, vpcCidr: string): string[] {
  const s3 = ["amazonaws.com", "amazonaws.com.cn"].flatMap((domain) => [
    `s3.${region}.${domain}`,
    `.s3.${region}.${domain}`,
  ]);
  return [...local, vpcCidr, ...s3];
}
