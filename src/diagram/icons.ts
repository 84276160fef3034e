/** Line drawings, 24 by 24: what an SVG path takes. */
export const icons = {
  clients: "M4 6h16v10H4zM2 19h20M9 10l-2 1.5L9 13M15 10l2 1.5-2 1.5",
  internet: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18",
  network: "M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4",
  gateway: "M4 21V11a8 8 0 0 1 16 0v10M8 21v-9a4 4 0 0 1 8 0v9M2 21h20",
  nat: "M3 8h14M14 4l4 4-4 4M21 16H7M10 12l-4 4 4 4",
  endpoint: "M3 12h8M8 8l4 4-4 4M14 5h6v14h-6",
  loadBalancer: "M3 12h6M9 12l6-6h5M9 12h11M9 12l6 6h5M17 3.5l3 2.5-3 2.5M17 9.5l3 2.5-3 2.5M17 15.5l3 2.5-3 2.5",
  listener: "M3 12h12M11 7l5 5-5 5M20 4v16",
  target: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
  firewall: "M12 2.5l8 3v6c0 5-3.4 8.4-8 10-4.6-1.6-8-5-8-10v-6zM8 12l3 3 5-6",
  dns: "M4 5h16v5H4zM4 14h16v5H4zM7.5 7.5h.1M7.5 16.5h.1M11 7.5h6M11 16.5h6",
  certificate: "M4 4h16v11H4zM8 8h8M8 11h4M16 13a2.5 2.5 0 1 0 .1 0zM14.5 17.5V22l1.5-1 1.5 1v-4.5",
  cluster:
    "M12 2.5l8.2 4.7v9.6L12 21.5l-8.2-4.7V7.2zM12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM12 8V2.5M15.5 14l4.7 2.8M8.5 14l-4.7 2.8",
  node: "M6 6h12v12H6zM10 10h4v4h-4zM9 6V3M15 6V3M9 21v-3M15 21v-3M6 9H3M6 15H3M21 9h-3M21 15h-3",
  pod: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9",
  database: "M4 6c0-4 16-4 16 0v12c0 4-16 4-16 0zM4 6c0 4 16 4 16 0M4 12c0 4 16 4 16 0",
  bucket: "M4 6c0-3.5 16-3.5 16 0l-2.5 14c-.3 1.8-10.7 1.8-11 0zM4 6c0 3.5 16 3.5 16 0",
  vault: "M3 4h18v15H3zM12 8a3.5 3.5 0 1 0 .1 0zM12 11.5v-3.5M6 19v2M18 19v2",
  secret: "M5 11h14v10H5zM8 11V8a4 4 0 0 1 8 0v3M12 15v2.5",
  key: "M8 9a4.5 4.5 0 1 0 .1 0zM11.5 10.5L20 3M16.5 6l3 3M14 8.2l2 2",
  logs: "M5 3h11l4 4v14H5zM8 9h5M8 13h9M8 17h9",
} as const satisfies Record<string, string>;

export type IconName = keyof typeof icons;
