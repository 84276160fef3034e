import { allocatable, instanceTypes, maxPods, sustainedVcpus, typeOfClass } from "../../../src/sizing/instance-types";

const type = (name: string) => {
  const found = instanceTypes[name];
  if (!found) throw new Error(name);
  return found;
};

describe("instance types", () => {
  // https://github.com/awslabs/amazon-eks-ami, eni-max-pods.txt
  test.each([
    ["c6a.4xlarge", 234],
    ["c6a.large", 29],
    ["m6a.xlarge", 58],
    ["t3.medium", 17],
    ["t3.large", 35],
  ])("%s has addresses for %i pods, as AWS lists it", (name, pods) => {
    expect(maxPods(type(name))).toBe(pods);
  });

  // By hand. CPU: 6 % of 1000 + 1 % of 1000 + 0.5 % of 2000 + 0.25 % of the rest. Memory: less 7.5 %, 255 + 11 a pod, 100.
  test.each([
    ["c6a.4xlarge", 16000 - (60 + 10 + 10 + 30), 32768 - 2458 - (255 + 11 * 234) - 100],
    ["m6a.xlarge", 4000 - (60 + 10 + 10), 16384 - 1229 - (255 + 11 * 58) - 100],
    ["t3.large", 2000 - (60 + 10), 8192 - 615 - (255 + 11 * 35) - 100],
  ])("%s leaves %im and %i MiB to pods", (name, cpuMillicores, memoryMib) => {
    expect(allocatable(type(name))).toMatchObject({ cpuMillicores, memoryMib });
  });

  test("a burstable one works for its credits, another always", () => {
    expect(sustainedVcpus(type("t3.xlarge"))).toBe(1.6);
    expect(sustainedVcpus(type("m5.xlarge"))).toBe(4);
  });

  test("a class of RDS is the type of EC2", () => {
    expect(typeOfClass("db.t3.xlarge")).toBe(type("t3.xlarge"));
    expect(typeOfClass("db.x1.16xlarge")).toBeUndefined();
  });
});
