import type { Architecture } from "./architecture";
import type { Area, Point, Shape } from "./drawing";
import type { Step } from "./flows";

/** Where things are that lines begin at, end at or pass. */
export interface Anchors {
  readonly vpc?: Area;
  readonly clients?: Area;
  readonly internet?: Area;
  readonly natGateway?: Area;
  /** Height of a line to the NAT gateway that passes below the names of other subnets. */
  readonly belowNames?: number;
  readonly loadBalancer?: Area;
  /** Frame around the nodes. */
  readonly pods?: Area;
  /** Middle of each node. */
  readonly podEntries: readonly number[];
  readonly database?: Area;
  readonly bucketEndpoint?: Area;
  readonly interfaceEndpoints?: Area;
  readonly bucket?: Area;
  /** Where lines go up and down, right of the zones. */
  readonly lane?: number;
  /** Where a request comes down, left of the zones. */
  readonly gutter?: number;
}

/** Heights at which lines leave the frame of the nodes, from its top. */
export const exits = (pods: Area) => {
  const middle = pods.y + pods.height / 2;
  return { internet: pods.y + 16, request: middle - 10, sync: middle + 10, database: pods.y + pods.height - 16 };
};

interface Route {
  readonly points: readonly Point[];
  readonly mark: Point;
}

/** Lines of both flows, and the numbers on them. */
export function drawRoutes(architecture: Architecture, anchors: Anchors): { lines: Shape[]; marks: Shape[] } {
  const { request, sync } = architecture;
  const lines: Shape[] = [];
  const marks: Shape[] = [];
  for (const [tone, steps] of [
    ["request", request],
    ["sync", sync],
  ] as const) {
    for (const step of steps) {
      const found = routesOf(step, tone, anchors);
      lines.push(...found.map(({ points }): Shape => ({ is: "line", points, tone })));
      const [first] = found;
      if (first) marks.push({ is: "mark", ...first.mark, text: step.mark, tone });
    }
  }
  return { lines, marks };
}

function routesOf({ places }: Step, tone: "request" | "sync", anchors: Anchors): Route[] {
  const [from, to] = [places[0], places.at(-1)];
  if (from === "clients") return entry(anchors);
  if (from === "loadBalancer") return toPods(anchors);
  if (to === "database") return toDatabase(anchors);
  if (to === "bucket") return toBucket(anchors, tone);
  return toInternet(anchors);
}

function entry({ clients, loadBalancer, gutter }: Anchors): Route[] {
  if (!clients || !loadBalancer || gutter === undefined) return [];
  const start = clients.y + clients.height;
  const end = loadBalancer.y + 19;
  return [
    {
      points: [at(gutter, start), at(gutter, end), at(loadBalancer.x - 1, end)],
      mark: at(gutter, start + 22),
    },
  ];
}

function toPods({ loadBalancer, pods, podEntries }: Anchors): Route[] {
  if (!loadBalancer || !pods) return [];
  const start = loadBalancer.y + loadBalancer.height;
  return podEntries.map((x) => ({
    points: [at(x, start), at(x, pods.y)],
    mark: at(x, (start + pods.y) / 2 - 4),
  }));
}

function toDatabase({ pods, database, lane }: Anchors): Route[] {
  if (!pods || !database || lane === undefined) return [];
  const start = at(pods.x + pods.width, exits(pods).database);
  const side = database.x + database.width;
  // A brought server reaches below the lane.
  const end = side > lane ? [at(lane, database.y - 1)] : [at(lane, middle(database)), at(side + 1, middle(database))];
  return [{ points: [start, at(lane, start.y), ...end], mark: at(lane, (start.y + (end[0]?.y ?? 0)) / 2) }];
}

function toBucket({ pods, bucket, bucketEndpoint, vpc }: Anchors, tone: "request" | "sync"): Route[] {
  if (!pods || !bucket || !vpc) return [];
  const y = exits(pods)[tone];
  const from = bucketEndpoint ? bucketEndpoint.x + bucketEndpoint.width : vpc.x + vpc.width;
  return [
    {
      points: [at(pods.x + pods.width, y), at(bucket.x - 1, y)],
      mark: at((from + bucket.x) / 2 - 5, y),
    },
  ];
}

function toInternet({ pods, internet, natGateway: nat, belowNames, lane }: Anchors): Route[] {
  if (!pods || !internet || lane === undefined) return [];
  const start = at(pods.x + pods.width, exits(pods).internet);
  const end = internet.y + internet.height + 1;
  const up = [start, at(lane, start.y)];
  const mark = at(lane, start.y - 32);
  if (!nat) return [{ points: [...up, ...rise(lane, internet, end)], mark }];
  const side = at(nat.x + nat.width + 1, middle(nat));
  const bottom = at(nat.x + nat.width / 2, nat.y + nat.height + 1);
  const into = belowNames ? [at(lane, belowNames), at(bottom.x, belowNames), bottom] : [at(lane, side.y), side];
  const out = at(nat.x + nat.width - 12, nat.y);
  return [
    { points: [...up, ...into], mark },
    { points: [out, ...rise(out.x, internet, end)], mark },
  ];
}

/** Up to the sources, aside first when they are not right above. */
function rise(x: number, internet: Area, end: number): Point[] {
  const aim = Math.min(Math.max(x, internet.x + 20), internet.x + internet.width - 20);
  return aim === x ? [at(x, end)] : [at(x, end + 20), at(aim, end + 20), at(aim, end)];
}

function middle({ y, height }: Area): number {
  return y + height / 2;
}

function at(x: number, y: number): Point {
  return { x, y };
}
