import { numberAt, type ResolvedSizes } from "./resolved-sizes";

/** CPU and memory that pods ask for together, and how it comes about. */
export interface Requests {
  readonly cpuMillicores: number;
  readonly memoryMib: number;
  readonly arithmetic: readonly string[];
}

interface SystemPod {
  /** Name of the EKS add-on. */
  readonly addOn: string;
  /** Pods in all, or one on each node. */
  readonly pods: number | "each node";
  readonly cpuMillicores: number;
  readonly memoryMib: number;
  readonly source: string;
}

/** Requests of the add-ons by default. Their versions float, so that a later one may ask for more. */
const addOns: readonly SystemPod[] = [
  {
    addOn: "vpc-cni",
    pods: "each node",
    // Two containers. That of network policies is taken to ask for as much as the first: its chart says nothing.
    cpuMillicores: 50,
    memoryMib: 0,
    source: "https://github.com/aws/amazon-vpc-cni-k8s/blob/b52188387/charts/aws-vpc-cni/values.yaml",
  },
  {
    addOn: "kube-proxy",
    pods: "each node",
    cpuMillicores: 100,
    memoryMib: 0,
    source: "https://github.com/eksctl-io/eksctl/blob/99984adb6/pkg/addons/default/testdata/sample-1.25.json",
  },
  {
    addOn: "eks-pod-identity-agent",
    pods: "each node",
    cpuMillicores: 0,
    memoryMib: 0,
    source: "https://github.com/aws/eks-pod-identity-agent/blob/d4dc0f3/charts/eks-pod-identity-agent/values.yaml",
  },
  {
    addOn: "eks-node-monitoring-agent",
    pods: "each node",
    cpuMillicores: 10,
    memoryMib: 30,
    source:
      "https://github.com/aws/eks-node-monitoring-agent/blob/51af549/charts/eks-node-monitoring-agent/values.yaml",
  },
  {
    addOn: "coredns",
    pods: 2,
    cpuMillicores: 100,
    memoryMib: 70,
    source: "https://github.com/eksctl-io/eksctl/blob/99984adb6/pkg/addons/default/assets/coredns-1.35.json",
  },
  {
    addOn: "metrics-server",
    pods: 2,
    cpuMillicores: 100,
    memoryMib: 200,
    source: "https://github.com/kubernetes-sigs/metrics-server/blob/5ed5d3a2/charts/metrics-server/values.yaml",
  },
];

/**
 * What the cluster's own pods ask for: those that each node has, and those that may be on any. Pods of the add-ons that
 * the stack installs, and of the load balancer controller with the values that its chart gets.
 */
export function systemPods(sizes: ResolvedSizes): { readonly perNode: Requests; readonly floating: Requests } {
  const installed = sizes.all("aws_eks_addon").map(({ body }) => body.addon_name);
  const present = [...addOns.filter(({ addOn }) => installed.includes(addOn)), ...controller(sizes)];
  const sum = (title: string, pods: readonly SystemPod[]): Requests => {
    const times = ({ pods }: SystemPod) => (pods === "each node" ? 1 : pods);
    const total = (one: "cpuMillicores" | "memoryMib") => pods.reduce((all, pod) => all + times(pod) * pod[one], 0);
    const parts = pods.map(
      (pod) =>
        `${pod.addOn} ${times(pod) === 1 ? "" : `${times(pod)} × `}${pod.cpuMillicores}m/${pod.memoryMib} MiB (${pod.source})`,
    );
    const [cpuMillicores, memoryMib] = [total("cpuMillicores"), total("memoryMib")];
    const text = `${title}: ${cpuMillicores}m and ${memoryMib} MiB: ${parts.join(", ")}`;
    return { cpuMillicores, memoryMib, arithmetic: parts.length > 0 ? [text] : [] };
  };
  return {
    perNode: sum(
      "system pods of each node",
      present.filter(({ pods }) => pods === "each node"),
    ),
    floating: sum(
      "further system pods, on any nodes",
      present.filter(({ pods }) => pods !== "each node"),
    ),
  };
}

function controller(sizes: ResolvedSizes): SystemPod[] {
  const values = sizes.chartValues("aws-load-balancer-controller");
  const pods = numberAt(values, "replicaCount");
  if (pods === undefined) return [];
  return [
    {
      addOn: "aws-load-balancer-controller",
      pods,
      cpuMillicores: numberAt(values, "resources.requests.cpu") ?? 0,
      memoryMib: numberAt(values, "resources.requests.memory") ?? 0,
      source: "modules/load-balancer-controller",
    },
  ];
}
