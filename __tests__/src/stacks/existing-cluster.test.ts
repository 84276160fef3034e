import { shape } from "../../../scripts/checks/shapes";

describe("stacks for a cluster that exists", () => {
  test("neither install a controller that it has, nor ask about it, nor make a role for it", () => {
    const ofController = (name: string) => {
      const { infrastructure, application } = shape(name).stacks;
      return [
        ...Object.keys(application.resource?.helm_release ?? {}),
        ...Object.keys(application.variable ?? {}),
        ...Object.keys(infrastructure.resource?.aws_iam_role ?? {}),
        ...Object.keys(infrastructure.output ?? {}),
      ].filter((key) => /controller/.test(key));
    };
    expect(ofController("reference")).toEqual([
      "load_balancer_controller",
      "controller_chart_repository",
      "controller_chart_version",
      "controller_image_repository",
      "controller_image_tag",
      "load_balancer_controller_role",
      "load_balancer_controller_role_arn",
    ]);
    expect(ofController("existing-cluster")).toEqual([]);
  });

  test("leave to the user what concerns cluster and controller, each before the stack that needs it", () => {
    const needs = (stack: string) => {
      const text = shape("existing-cluster").files.get(`stacks/ppm-cluster-${stack}/checklist.md`) ?? "";
      return [...text.matchAll(/Needed by `ppm-cluster-\w+\/(\w+)`/g)].map(([, id]) => id);
    };
    expect(needs("infrastructure").filter((id) => id === "Cluster")).toHaveLength(5);
    expect(needs("application")).toEqual(["LoadBalancerController", "LoadBalancerController"]);
  });

  test("find it by name, and make nothing in it from the side of AWS but what Pod Identity needs", () => {
    const { infrastructure } = shape("existing-cluster").stacks;
    expect(infrastructure.data?.aws_eks_cluster).toHaveProperty("cluster.name", "${var.cluster_name}");
    const types = Object.keys(infrastructure.resource ?? {}).filter((type) =>
      /^aws_(eks|launch|autoscaling)/.test(type),
    );
    expect(types).toEqual(["aws_eks_pod_identity_association"]);
  });
});
