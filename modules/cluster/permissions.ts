/** AWS managed policies of the control plane's role. Keys are ids. */
export const CONTROL_PLANE_POLICIES = { ControlPlane: "AmazonEKSClusterPolicy" };

/**
 * AWS managed policies of the nodes' role: join the cluster, pull images, be reached by Session Manager instead of SSH.
 * The right to change network interfaces belongs to the network plugin's own role. Keys are ids.
 */
export const NODE_POLICIES = {
  Worker: "AmazonEKSWorkerNodePolicy",
  ImagePull: "AmazonEC2ContainerRegistryPullOnly",
  SessionManager: "AmazonSSMManagedInstanceCore",
};

/** AWS managed policies of the network plugin's role. Keys are ids. */
export const VPC_CNI_POLICIES = { NetworkInterfaces: "AmazonEKS_CNI_Policy" };

/** EKS access policies. */
export const CLUSTER_ADMIN_POLICY = "AmazonEKSClusterAdminPolicy";
/** Reads everything, Kubernetes Secrets included: a plan compares Secrets, and Helm keeps its releases in them. */
export const VIEW_POLICY = "AmazonEKSAdminViewPolicy";
