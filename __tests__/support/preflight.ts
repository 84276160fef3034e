import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { RDSClient } from "@aws-sdk/client-rds";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import type { Context } from "../../src/preflight/check";
import type { Subject } from "../../src/preflight/subject";
import { fakeClient, type SentRequest } from "./aws";

const classes = { ec2: EC2Client, elb: ElasticLoadBalancingV2Client, quotas: ServiceQuotasClient, rds: RDSClient };

interface Given {
  readonly answers?: Parameters<typeof fakeClient>[0];
  readonly values?: Subject["values"]["infrastructure"];
  readonly subject?: Partial<Subject>;
}

/** What checks look at: an AWS that answers by the name of the command, and variables. */
export function preflightContext({ answers = {}, values = {}, subject = {} }: Given): {
  readonly context: Context;
  readonly sent: readonly SentRequest[];
} {
  const { client, sent } = fakeClient<object>(answers);
  // Paginators of the SDK take clients of their class only.
  const aws = Object.fromEntries(
    Object.entries(classes).map(([name, { prototype }]) => [
      name,
      Object.assign(Object.create(prototype) as object, client),
    ]),
  );
  const infrastructure = { values: { infrastructure: values, application: {} }, missing: [], ...subject };
  return { context: { aws, subject: infrastructure } as unknown as Context, sent };
}
