/**
 * Values of the `rstudio-pm` chart that its Deployment has outside of the pod template, or that are other objects: a change
 * of anything else makes Kubernetes replace the pods. Of its configuration the template carries a checksum.
 *
 * @see https://github.com/rstudio/helm/blob/main/charts/rstudio-pm/templates/deployment.yaml
 */
const besidePods = ["replicas", "strategy", "service", "serviceAccount", "podDisruptionBudget", "extraObjects"];

/**
 * Whether Kubernetes replaces the pods of Package Manager when chart values change.
 *
 * @param paths of what changes, such as `config.Git.BuildConcurrency`.
 */
export function restartsPods(paths: readonly string[]): boolean {
  return paths.some((path) => !besidePods.includes(path.split(/[.[]/)[0] ?? ""));
}
