import { Project as TfeProject } from "@cdktf/provider-tfe/lib/project";
import { TerraformCount, Token } from "cdktf";
import { Construct } from "constructs";
import { expression, requirePattern } from "../core";

export interface ProjectProps {
  readonly organization: string;
  /** 3 to 40 letters, digits, spaces, hyphens and underscores; unique in the organization. */
  readonly name: string;
  /** Id of a project that exists, `prj-…`. May be null at plan: then one is made. */
  readonly existingId: string;
}

/** Defines the project of a deployment's workspaces, unless one exists when Terraform plans. */
export class Project extends Construct {
  /** `prj-…` */
  readonly projectId: string;

  constructor(scope: Construct, id: string, props: ProjectProps) {
    super(scope, id);
    requirePattern(this, "name", props.name, {
      pattern: /^[\w -]{3,40}$/,
      expected: "3 to 40 letters, digits, spaces, _ and -",
      fix: "rename it",
    });
    const project = new TfeProject(this, "Resource", {
      name: props.name,
      organization: props.organization,
      count: TerraformCount.of(Token.asNumber(expression`${props.existingId} == null ? 1 : 0`)),
    });
    this.projectId = Token.asString(
      expression`${props.existingId} == null ? one(${project.fqn}[*].id) : ${props.existingId}`,
    );
  }
}
