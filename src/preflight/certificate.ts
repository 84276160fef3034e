import { DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { isMissing } from "../aws/errors";
import { failed, noValue, type Run } from "./check";
import { judgeCertificate } from "./judge-certificate";
import { textOf } from "./values";

export const certificate: Run = async ({ aws, subject, io }) => {
  const arn = textOf(subject, "certificate_arn");
  if (arn === undefined) return [noValue("certificate_arn")];
  const region = textOf(subject, "region");
  const own = arn.split(":")[3];
  if (region !== undefined && own !== region) {
    return [
      failed(
        `certificate_arn is of ${own}, while a load balancer of ${region} takes those of ${region}`,
        "have one issued there",
      ),
    ];
  }
  try {
    const { Certificate: found = {} } = await aws.acm.send(new DescribeCertificateCommand({ CertificateArn: arn }));
    return [
      judgeCertificate(
        {
          status: found.Status ?? "unknown",
          names: [found.DomainName ?? "", ...(found.SubjectAlternativeNames ?? [])],
          ...(found.NotAfter && { until: found.NotAfter }),
        },
        textOf(subject, "domain_name"),
        io.today,
      ),
    ];
  } catch (error) {
    if (!isMissing(error)) throw error;
    return [failed(`there is no certificate ${arn}`, "correct certificate_arn")];
  }
};
