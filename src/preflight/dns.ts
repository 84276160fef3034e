import { GetHostedZoneCommand, type GetHostedZoneCommandOutput } from "@aws-sdk/client-route-53";
import { isMissing } from "../aws/errors";
import { type Context, failed, noValue, type Run, unknown } from "./check";
import { judgeDelegation, judgeZone } from "./judge-dns";
import { textOf } from "./values";

async function zone({ zoneAws, subject }: Context): Promise<GetHostedZoneCommandOutput | "no value" | "missing"> {
  const Id = textOf(subject, "hosted_zone_id");
  if (Id === undefined) return "no value";
  try {
    return await zoneAws.route53.send(new GetHostedZoneCommand({ Id }));
  } catch (error) {
    if (isMissing(error)) return "missing";
    throw error;
  }
}

export const hostedZone: Run = async (context) => {
  const { subject } = context;
  const id = textOf(subject, "hosted_zone_id");
  const found = await zone(context);
  if (found === "no value") return [noValue("hosted_zone_id")];
  if (found === "missing") return [failed(`there is no hosted zone ${id} in this account`, "correct hosted_zone_id")];
  const { loadBalancer } = subject.deployment;
  const validates = loadBalancer.mode === "create" && loadBalancer.tls.mode === "acm";
  return [
    judgeZone(
      { name: found.HostedZone?.Name ?? "", isPrivate: found.HostedZone?.Config?.PrivateZone ?? false },
      { domain: textOf(subject, "domain_name"), mustBePublic: validates },
    ),
  ];
};

export const delegation: Run = async (context) => {
  const found = await zone(context);
  if (found === "no value") return [noValue("hosted_zone_id")];
  if (found === "missing") return [unknown("there is no such hosted zone", "see Hosted zone")];
  const name = (found.HostedZone?.Name ?? "").replace(/\.$/, "");
  if (found.HostedZone?.Config?.PrivateZone) {
    return [
      unknown(
        `${name} is a private zone, which is not delegated`,
        "check that the clients' VPCs are associated with it",
      ),
    ];
  }
  return [judgeDelegation(name, found.DelegationSet?.NameServers ?? [], await context.outside.nameServers(name))];
};
