const heading = "a heading";
const product = "describes how Package Manager behaves";
const audience = "says for whom the architecture is";
const measured = "reports a measurement; the sizes measured have rules of their own";
const elsewhere = "points to another page";

/** The text of the page that asks for nothing that a synthesized stack could show, and why. */
export const notRequired: readonly (readonly [quote: string, reason: string])[] = [
  ["Kubernetes Advanced", heading],
  [
    "This configuration is suitable for teams of hundreds of data scientists who want or require multiple availability zones.",
    audience,
  ],
  [
    "Most companies don’t need to run in this configuration unless they have many concurrent package uploads/downloads or are required to run across multiple availability zones for compliance reasons.",
    audience,
  ],
  [
    "Instead, the single server architecture of Package Manager would be more suitable for small teams that don’t need these requirements.",
    audience,
  ],
  ["Architecture Overview#", heading],
  ["It additionally leverages:", "introduces the list, each entry of which has a rule"],
  ["Architecture Diagram# EKS Cluster#", heading],
  ["Nodes#", heading],
  ["Note Each Posit Package Manager user could be downloading dozens or hundreds of packages a day.", product],
  [
    "There are also other usage patterns such as an admin uploading local packages or the server building packages for Git builders, but package installations give a good idea of what load and throughput this configuration can handle.",
    product,
  ],
  [
    "This is the configuration that the Posit Public Package Manager service currently runs, so we don’t anticipate any individual customer needing to scale beyond this configuration.",
    measured,
  ],
  [
    "If a pod is evicted from a node due to a scale-down event, any long-running jobs (e.g. git builders) that are in progress will be restarted on a different pod.",
    product,
  ],
  ["All long-running jobs are tracked in a database queue.", product],
  ["Database#", heading],
  ["This is a very generous configuration.", measured],
  [
    "In our testing, the Postgres database handled 1,000,000+ package installs per day without exceeding 10-20% CPU utilization.",
    measured,
  ],
  ["Storage#", heading],
  ["Networking#", heading],
  ["Configuration Details#", heading],
  ["For complete details refer to the Kubernetes installation steps", elsewhere],
  ["Encryption key#", heading],
  ["For more details on the encryption key see the Configuration Encryption page.", elsewhere],
  ["Replicas#", heading],
  ["Resiliency and Availability#", heading],
  [
    "This configuration of Posit Package Manager has been deployed on the Posit Public Package Manager service.",
    measured,
  ],
  [
    "As a publicly available service, the architecture is tested by the R and Python communities that use it.",
    measured,
  ],
  ["Public Package Manager is used by many more users than any private Posit Package Manager instance.", measured],
  ["The current uptime for the Posit Public Package Manager service can be found on the status page.", elsewhere],
  ["FAQ#", heading],
  ["See the Frequently Asked Questions page for more information for the general FAQ.", elsewhere],
];
