import { shape, shapeNames } from "../../scripts/checks/shapes";
import { at, isObject, type Json, type JsonObject } from "../../src/inspect/terraform-json";

/** Where Kubernetes mounts a token for its API into a container that has no mount there. */
const TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount";

/** What the Pod Security level `restricted` forbids of what the chart's values set. */
function violations(values: Json): string[] {
  const containers: [string, Json | undefined][] = [
    ["package-manager", at(values, "pod.containerSecurityContext")],
    ...list(at(values, "initContainers")).map((one): [string, Json | undefined] => [
      String(one.name),
      one.securityContext,
    ]),
  ];
  const volumes = list(at(values, "pod.volumes")).flatMap(({ name, ...kind }) =>
    Object.keys(kind)
      .filter((key) => !["configMap", "emptyDir", "secret", "projected"].includes(key))
      .map((key) => `${String(name)}: volume ${key}`),
  );
  const wanted: Readonly<Record<string, Json>> = {
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    "capabilities.drop": ["ALL"],
    "seccompProfile.type": "RuntimeDefault",
  };
  const broken = containers.flatMap(([name, context]) =>
    Object.entries(wanted)
      .filter(([path, value]) => JSON.stringify(valueAt(context, path)) !== JSON.stringify(value))
      .map(([path]) => `${name}: ${path} is ${JSON.stringify(valueAt(context, path))}`),
  );
  return [...broken, ...volumes];
}

const list = (value: Json | undefined): JsonObject[] => [value ?? []].flat().filter(isObject);

function valueAt(value: Json | undefined, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((here, key) => (isObject(here) ? here[key] : undefined), value);
}

describe.each(shapeNames.filter((name) => shape(name).names.includes("application")))("pods of %s", (name) => {
  const { stacks, deployment } = shape(name);
  const values = stacks.application.locals?.package_manager_chart_values ?? null;
  const namespace = stacks.application.resource?.kubernetes_namespace_v1?.package_manager_namespace;

  test("fit the Pod Security level of their namespace, and it is not lower than they need", () => {
    const level = enforced(namespace);
    const { sandboxing } = deployment.packageManager;
    // Sandboxed builds make namespaces of their own, under a seccomp profile that even the level `baseline` refuses.
    expect(violations(values)).toEqual(sandboxing ? ['package-manager: seccompProfile.type is "Unconfined"'] : []);
    expect(level).toBe(sandboxing ? "privileged" : "restricted");
  });

  test("have no token for the Kubernetes API", () => {
    const mounts = [
      at(values, "pod.volumeMounts"),
      ...list(at(values, "initContainers")).map((one) => one.volumeMounts),
    ];
    expect(mounts.map((all) => list(all).filter(({ mountPath }) => mountPath === TOKEN))).toEqual(
      mounts.map(() => [{ name: "no-service-account-token", mountPath: TOKEN, readOnly: true }]),
    );
  });

  test("are reached and let out by a network policy", () => {
    const policies = Object.values(stacks.application.resource?.kubernetes_network_policy_v1 ?? {});
    const types = deployment.loadBalancer.targets === "ip" ? ["Ingress", "Egress"] : ["Egress"];
    expect(policies.map(({ spec }) => at(spec, "policy_types"))).toEqual([types]);
    const agent = list(at(policies[0], "spec.egress")).filter((rule) =>
      JSON.stringify(rule).includes("169.254.170.23"),
    );
    expect(agent).toHaveLength(deployment.identity === "podIdentity" ? 1 : 0);
  });
});

function enforced(namespace: Json | undefined): Json | undefined {
  const labels = at(namespace, "metadata.labels");
  return isObject(labels) ? labels["pod-security.kubernetes.io/enforce"] : undefined;
}
