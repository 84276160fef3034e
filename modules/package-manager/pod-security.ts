/**
 * How a container runs: as the image's user, without a way to more rights. All that the Pod Security level `restricted` asks
 * of one, with the seccomp profile `RuntimeDefault`.
 */
export function containerSecurityContext(seccompProfile: "RuntimeDefault" | "Unconfined"): Record<string, unknown> {
  return {
    runAsUser: 999,
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: seccompProfile },
  };
}

/**
 * An empty folder where Kubernetes would mount a token for its API, which nothing here calls. Kubernetes leaves a container
 * alone that has a mount there, and the chart has no value for it. The tokens for AWS are elsewhere.
 */
export const noTokenVolume = { name: "no-service-account-token", emptyDir: { sizeLimit: "1Mi" } };
export const noTokenMount = {
  name: noTokenVolume.name,
  mountPath: "/var/run/secrets/kubernetes.io/serviceaccount",
  readOnly: true,
};
