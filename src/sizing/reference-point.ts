/** What Posit measured, and on what: the only point that there is. */
export const referencePoint = {
  installsPerDay: 1_000_000,
  gitBuilders: 100,
  nodes: 3,
  nodeType: "c6a.4xlarge",
  replicas: 3,
  databaseClass: "db.t3.xlarge",
  databaseStorageGib: 100,
  /** Share of the database server's CPU that was never exceeded: "without exceeding 10-20%". */
  databaseCpuPercent: { from: 10, to: 20 },
  maxOpenConnections: 50,
  source: "Posit's reference architecture for Amazon EKS, whose sentences `npm run conformance` quotes",
} as const;

/** What one server of Package Manager needs, by Posit: 4 cores and 16 GB recommended, 1 and 2 at least. */
export const recommendedServer = {
  vcpus: 4,
  memoryGib: 16,
  source: "Posit's system requirements for one server",
} as const;

/** vCPUs that the database server spends on a load: the upper end of what was measured, scaled. */
export function databaseVcpus(installsPerDay: number, measuredVcpus: number): number {
  const { databaseCpuPercent, installsPerDay: measured } = referencePoint;
  return (measuredVcpus * databaseCpuPercent.to * installsPerDay) / 100 / measured;
}
