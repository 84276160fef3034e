import type { Exchange } from "./recorder";
import { region } from "./settings";

interface InstanceType {
  readonly cores: number;
  readonly memoryMib: number;
  readonly architecture: "x86_64" | "arm64";
  /** Letters of the zones that offer it. */
  readonly zones: string;
}

/** Types that tests use, with AWS's numbers. The emulator does not know types: all have 4 GiB with it, in no zone. */
const instanceTypes: Readonly<Record<string, InstanceType>> = {
  "c6a.4xlarge": { cores: 16, memoryMib: 32768, architecture: "x86_64", zones: "abc" },
  "c6g.4xlarge": { cores: 16, memoryMib: 32768, architecture: "arm64", zones: "abc" },
  "m6a.4xlarge": { cores: 16, memoryMib: 65536, architecture: "x86_64", zones: "abc" },
  "m6a.xlarge": { cores: 4, memoryMib: 16384, architecture: "x86_64", zones: "abc" },
  "p5.48xlarge": { cores: 192, memoryMib: 2097152, architecture: "x86_64", zones: "ab" },
  "t3.large": { cores: 2, memoryMib: 8192, architecture: "x86_64", zones: "abc" },
  "t3.xlarge": { cores: 4, memoryMib: 16384, architecture: "x86_64", zones: "abc" },
};

/** Answers about instance types in place of the emulator; undefined about anything else. */
export function aboutInstanceTypes({ action, request, response }: Exchange): string | undefined {
  const asked = Object.keys(instanceTypes).find((name) =>
    request.split("\n").some((line) => line.endsWith(`=${name}`)),
  );
  const type = instanceTypes[asked ?? ""];
  if (!asked || !type) return undefined;
  switch (action) {
    case "DescribeInstanceTypes":
      return response
        .replace(/(<defaultV?C[^>]*>)\d+/g, `$1${type.cores}`)
        .replace(/(<memoryInfo><sizeInMiB>)\d+/g, `$1${type.memoryMib}`)
        .replace(/(<supportedArchitectures><item>)\w+/g, `$1${type.architecture}`);
    case "DescribeInstanceTypeOfferings":
      return offerings(asked, type.zones);
    default:
      return undefined;
  }
}

function offerings(name: string, zones: string): string {
  const items = [...zones].map(
    (zone) =>
      `<item><instanceType>${name}</instanceType><locationType>availability-zone</locationType>` +
      `<location>${region}${zone}</location></item>`,
  );
  return (
    '<DescribeInstanceTypeOfferingsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">' +
    `<instanceTypeOfferingSet>${items.join("")}</instanceTypeOfferingSet></DescribeInstanceTypeOfferingsResponse>`
  );
}
