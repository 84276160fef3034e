import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { TerraformCount, Token } from "cdktf";
import { Construct } from "constructs";
import { expression, type PolicyStatement, requirePattern } from "../core";

/** What HCP Terraform is asked to put into its tokens for AWS. */
const AUDIENCE = "aws.workload.identity";

/** Project of every workspace that is in no other. */
const DEFAULT_PROJECT = "Default Project";

/** What a run does with its role. */
export type RunPhase = "plan" | "apply";

export interface RunIdentityProps {
  /** Host of HCP Terraform or Terraform Enterprise, without scheme and port, reachable from AWS. */
  readonly hostname: string;
  readonly organization: string;
  /** Names of the only workspaces whose runs are trusted. */
  readonly workspaces: readonly string[];
  /** Name of their project. @default "Default Project" */
  readonly project?: string;
  /** ARN of the IAM OIDC provider of that host, of which an account has one. May be null at plan: then it is made. */
  readonly existingProviderArn: string;
}

/**
 * Defines the IAM OIDC provider through which AWS trusts the runs of some workspaces, unless one exists when Terraform
 * plans.
 *
 * @throws PropError when the host has a port, which IAM does not take.
 */
export class RunIdentity extends Construct {
  private readonly providerArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RunIdentityProps,
  ) {
    super(scope, id);
    requirePattern(this, "hostname", props.hostname, {
      pattern: /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
      expected: "a host name without port",
      fix: "serve it on port 443, as OIDC providers in IAM need it, or set state.manage to false",
    });
    const { existingProviderArn } = props;
    const provider = new IamOpenidConnectProvider(this, "Provider", {
      url: `https://${props.hostname}`,
      clientIdList: [AUDIENCE],
      count: TerraformCount.of(Token.asNumber(expression`${existingProviderArn} == null ? 1 : 0`)),
    });
    this.providerArn = Token.asString(
      expression`${existingProviderArn} == null ? one(${provider.fqn}[*].arn) : ${existingProviderArn}`,
    );
  }

  /** Trusts exactly the `phase` of these workspaces' runs. */
  trust(phase: RunPhase): PolicyStatement {
    const { hostname, organization, project = DEFAULT_PROJECT, workspaces } = this.props;
    const equals = (claim: string, values: readonly string[]) => ({
      test: "StringEquals",
      variable: `${hostname}:${claim}`,
      values,
    });
    return {
      sid: "Runs",
      actions: ["sts:AssumeRoleWithWebIdentity"],
      resources: [],
      principals: [{ type: "Federated", identifiers: [this.providerArn] }],
      conditions: [
        equals("aud", [AUDIENCE]),
        equals(
          "sub",
          workspaces.map(
            (workspace) => `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`,
          ),
        ),
      ],
    };
  }
}
