import { type Access, access, grant, linkedRole } from "./access";

const elb = (...kinds: string[]): string[] => kinds.map((kind) => `elasticloadbalancing:${kind}`);
const loadBalancer = elb("loadbalancer/app/{name}/*");
// A listener may be one of a load balancer that the user has.
const listener = elb("loadbalancer/app/{balancer}/*", "listener/app/{balancer}/*");
const rule = elb("listener/app/{balancer}/*", "listener-rule/app/{balancer}/*");
const webAcl = ["wafv2:*/webacl/{name}/*", "wafv2:*/managedruleset/*"];
const TAGS = "AddTags";
const UNTAG = "AddTags RemoveTags";

/** Types of Elastic Load Balancing, ACM, Route 53 and WAF. */
export const trafficTypes: Readonly<Record<string, Access>> = {
  aws_lb: access(
    "elasticloadbalancing",
    loadBalancer,
    {
      read: "DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeCapacityReservation DescribeTags",
      create: `CreateLoadBalancer ModifyLoadBalancerAttributes ${TAGS}`,
      update: `ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets SetIpAddressType ${UNTAG}`,
      delete: "DeleteLoadBalancer",
    },
    {
      create: [
        linkedRole("elasticloadbalancing.amazonaws.com"),
        grant(
          "ec2",
          "DescribeSecurityGroups DescribeSubnets DescribeVpcs DescribeInternetGateways DescribeAccountAttributes",
        ),
      ],
      delete: [grant("ec2", "DescribeNetworkInterfaces")],
    },
  ),
  aws_lb_listener: access("elasticloadbalancing", listener, {
    read: "DescribeListeners DescribeListenerAttributes DescribeTags",
    create: `CreateListener ModifyListenerAttributes ${TAGS}`,
    update: `ModifyListener ModifyListenerAttributes ${UNTAG}`,
    delete: "DeleteListener",
  }),
  aws_lb_listener_rule: access("elasticloadbalancing", rule, {
    read: "DescribeRules DescribeTags",
    create: `CreateRule ${TAGS}`,
    update: `ModifyRule SetRulePriorities ${UNTAG}`,
    delete: "DeleteRule",
  }),
  aws_lb_target_group: access("elasticloadbalancing", elb("targetgroup/{name}-*"), {
    read: "DescribeTargetGroups DescribeTargetGroupAttributes DescribeTags",
    create: `CreateTargetGroup ModifyTargetGroupAttributes ${TAGS}`,
    update: `ModifyTargetGroup ModifyTargetGroupAttributes ${UNTAG}`,
    delete: "DeleteTargetGroup",
  }),
  "data.aws_lb": access("elasticloadbalancing", ["*"], {
    read: "DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeTags",
  }),
  "data.aws_lb_listener": access("elasticloadbalancing", ["*"], {
    read: "DescribeListeners DescribeListenerAttributes DescribeTags",
  }),
  "data.aws_lb_target_group": access("elasticloadbalancing", ["*"], {
    read: "DescribeTargetGroups DescribeTargetGroupAttributes DescribeTags",
  }),
  aws_acm_certificate: access("acm", ["acm:certificate/*"], {
    read: "DescribeCertificate ListTagsForCertificate",
    create: "RequestCertificate AddTagsToCertificate",
    update: "UpdateCertificateOptions AddTagsToCertificate RemoveTagsFromCertificate",
    delete: "DeleteCertificate",
  }),
  aws_acm_certificate_validation: access("acm", ["acm:certificate/*"], { read: "DescribeCertificate" }),
  "data.aws_acm_certificate": access("acm", ["acm:certificate/*"], {
    read: "ListCertificates DescribeCertificate GetCertificate ListTagsForCertificate",
  }),
  aws_route53_record: access(
    "route53",
    ["route53:hostedzone/*"],
    {
      read: "GetHostedZone ListResourceRecordSets",
      create: "ChangeResourceRecordSets",
      update: "ChangeResourceRecordSets",
      delete: "ChangeResourceRecordSets",
    },
    {
      create: [grant("route53", "GetChange", ["route53:change/*"])],
      delete: [grant("route53", "GetChange", ["route53:change/*"])],
    },
  ),
  "data.aws_route53_zone": access("route53", ["route53:hostedzone/*"], {
    read: "GetHostedZone ListHostedZones ListTagsForResource",
  }),
  aws_wafv2_web_acl: access("wafv2", webAcl, {
    read: "GetWebACL ListTagsForResource",
    create: "CreateWebACL TagResource",
    update: "UpdateWebACL TagResource UntagResource",
    delete: "DeleteWebACL",
  }),
  aws_wafv2_web_acl_association: access(
    "wafv2",
    [...webAcl, ...loadBalancer],
    {
      read: "GetWebACLForResource",
      create: "AssociateWebACL",
      delete: "DisassociateWebACL",
    },
    {
      read: [grant("wafv2", "GetWebACL", webAcl)],
      create: [grant("elasticloadbalancing", "SetWebAcl", loadBalancer)],
      delete: [grant("elasticloadbalancing", "SetWebAcl", loadBalancer)],
    },
  ),
  aws_wafv2_web_acl_logging_configuration: access(
    "wafv2",
    webAcl,
    {
      read: "GetLoggingConfiguration",
      create: "PutLoggingConfiguration",
      update: "PutLoggingConfiguration",
      delete: "DeleteLoggingConfiguration",
    },
    {
      create: [
        linkedRole("wafv2.amazonaws.com"),
        grant("logs", "CreateLogDelivery PutResourcePolicy DescribeResourcePolicies DescribeLogGroups"),
      ],
      delete: [grant("logs", "DeleteLogDelivery")],
    },
  ),
};
