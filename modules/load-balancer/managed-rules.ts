/** A rule group that AWS maintains, and the rules of it that may count but not block. */
export interface ManagedRules {
  /** Also names the rule and its metric. */
  readonly name: string;
  readonly countOnly: readonly string[];
}

/**
 * The groups in front of Package Manager, in order of evaluation.
 *
 * What is uploaded are packages: archives of any size and content, whose documentation shows what an attack looks like
 * as well. No rule on bodies can judge them, and the upload API asks for a token anyway. Rules on headers, paths and
 * arguments block, but for two that the ordinary traffic of package clients would trip.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export const managedRules: readonly ManagedRules[] = [
  { name: "AWSManagedRulesAmazonIpReputationList", countOnly: [] },
  {
    name: "AWSManagedRulesKnownBadInputsRuleSet",
    countOnly: [
      // Serialized Java objects and JNDI look-ups occur in packages as data, tests and documentation.
      "JavaDeserializationRCE_BODY",
      "Log4JRCE_BODY",
      // So do calls of React's server functions.
      "ReactJSRCE_BODY",
    ],
  },
  {
    name: "AWSManagedRulesCommonRuleSet",
    countOnly: [
      // Blocks bodies over 8 kB, which is nearly every package.
      "SizeRestrictions_BODY",
      // Descriptions and READMEs sent along with a package contain HTML, scripts, relative paths and URLs.
      "CrossSiteScripting_BODY",
      "GenericLFI_BODY",
      "GenericRFI_BODY",
      "EC2MetaDataSSRF_BODY",
      // Blocks queries over 2 kB: clients ask for the system requirements of many packages in one query.
      "SizeRestrictions_QUERYSTRING",
      // Blocks names such as x.log, x.ini or x.conf: files inside packages are served under their own names.
      "RestrictedExtensions_URIPATH",
    ],
  },
];
