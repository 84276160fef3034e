/** AWS managed policies of the control plane's role. */
export const CONTROL_PLANE_POLICIES = ["AmazonEKSClusterPolicy"] as const;

/**
 * AWS managed policies of the nodes' role: join the cluster, pull images, be reached by Session Manager instead of SSH.
 * The right to change network interfaces belongs to the network plugin's own role.
 */
export const NODE_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
] as const;

/** AWS managed policy of the network plugin's role. */
export const VPC_CNI_POLICY = "AmazonEKS_CNI_Policy";

/** EKS access policies. */
export const CLUSTER_ADMIN_POLICY = "AmazonEKSClusterAdminPolicy";
/** Reads everything, Kubernetes Secrets included: a plan compares Secrets, and Helm keeps its releases in them. */
export const VIEW_POLICY = "AmazonEKSAdminViewPolicy";
