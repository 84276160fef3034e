import table from "./instance-types.json";

/** What AWS documents of an EC2 instance type; an RDS class `db.X` is the type `X`. */
export interface InstanceType {
  readonly vcpus: number;
  readonly memoryMib: number;
  /** Network interfaces of the default network card. */
  readonly networkInterfaces: number;
  readonly addressesPerInterface: number;
  /** CPU credits that a burstable type earns an hour; one is a minute of one vCPU. @default - not burstable */
  readonly creditsPerHour?: number;
}

/** What the committed table knows; it has the x86_64 types that serve here, not all. */
export const instanceTypes: Readonly<Record<string, InstanceType | undefined>> = table;

/** Where the numbers of the table are from. */
export const instanceTypeSources = {
  cpuAndMemory: "https://docs.aws.amazon.com/ec2/latest/instancetypes/",
  networkInterfaces:
    "https://github.com/awslabs/amazon-eks-ami/blob/81fec2e8/nodeadm/internal/kubelet/instance-info.jsonl",
  credits: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html",
} as const;

/** Type of an RDS instance class. */
export function typeOfClass(instanceClass: string): InstanceType | undefined {
  return instanceTypes[instanceClass.replace(/^db\./, "")];
}

/** vCPUs that an instance can keep busy for days: all, or what a burstable type earns credits for. */
export function sustainedVcpus({ vcpus, creditsPerHour }: InstanceType): number {
  return creditsPerHour === undefined ? vcpus : creditsPerHour / 60;
}

/** What kubelet leaves to pods, and how it comes about. */
export interface Allocatable {
  readonly cpuMillicores: number;
  readonly memoryMib: number;
  readonly maxPods: number;
  readonly arithmetic: readonly string[];
}

const nodeadm = "https://github.com/awslabs/amazon-eks-ami/blob/81fec2e8/nodeadm/internal/kubelet/config.go";
const evictionMib = 100;
/** Memory that hypervisor and kernel take before kubelet counts; Karpenter assumes as much. */
const overheadPercent = 7.5;
const overheadSource = "https://karpenter.sh/docs/reference/settings/, VM_MEMORY_OVERHEAD_PERCENT";

/** Pods that get an address on a node, with the vpc-cni add-on as it is by default. */
export function maxPods({ networkInterfaces, addressesPerInterface }: InstanceType): number {
  return networkInterfaces * (addressesPerInterface - 1) + 2;
}

/** What a node of Amazon Linux 2023 in EKS has for pods. */
export function allocatable(type: InstanceType): Allocatable {
  const millicores = type.vcpus * 1000;
  const ofCore = (from: number, to: number, share: number) => Math.max(0, Math.min(millicores, to) - from) * share;
  const reservedCpu = Math.floor(
    ofCore(0, 1000, 0.06) + ofCore(1000, 2000, 0.01) + ofCore(2000, 4000, 0.005) + ofCore(4000, Infinity, 0.0025),
  );
  const pods = maxPods(type);
  const overheadMib = Math.ceil((type.memoryMib * overheadPercent) / 100);
  const reservedMib = 255 + 11 * pods;
  const cpuMillicores = millicores - reservedCpu;
  const memoryMib = type.memoryMib - overheadMib - reservedMib - evictionMib;
  return {
    cpuMillicores,
    memoryMib,
    maxPods: pods,
    arithmetic: [
      `CPU of a node for pods: ${millicores} - ${reservedCpu} = ${cpuMillicores}m (kubelet keeps 6 % of the first core, 1 % of the second, 0.5 % of two more, 0.25 % of the rest: ${nodeadm})`,
      `memory of a node for pods: ${type.memoryMib} - ${overheadMib} - (255 + 11 × ${pods} pods) - ${evictionMib} = ${memoryMib} MiB (kernel and hypervisor ${overheadPercent} %: ${overheadSource}; kubelet's reserve and eviction threshold: ${nodeadm})`,
    ],
  };
}
