import { Variable } from "@cdktf/provider-tfe/lib/variable";
import { VariableSet as TfeVariableSet } from "@cdktf/provider-tfe/lib/variable-set";
import { WorkspaceVariableSet } from "@cdktf/provider-tfe/lib/workspace-variable-set";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { expression } from "../core";
import type { IWorkspace } from "./workspace";

/** A Terraform variable whose value is known at plan. */
export interface PlannedVariable {
  /** Reference to the value, of any type. Null: the variable is left out, and the stack's own default holds. */
  readonly value: string;
  /** Whether the value is text as it is; others are passed as HCL. */
  readonly isText: boolean;
  readonly description: string;
}

export interface VariableSetProps {
  readonly organization: string;
  /** Unique in the organization. */
  readonly name: string;
  readonly description: string;
  /** The only workspace that gets the variables. */
  readonly workspace: IWorkspace;
  /** Terraform variables by name. */
  readonly variables: Readonly<Record<string, PlannedVariable>>;
  /** Terraform variables that hold secrets, by name: description. They get no value here: it is entered by hand. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Terraform variables whose text is known only after an apply, by name. */
  readonly applied: Readonly<Record<string, { readonly value: string; readonly description: string }>>;
  /** Environment variables of the runs, by name. None is a secret. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Defines the variables of one workspace's runs. No value of it is a secret. */
export class VariableSet extends Construct {
  constructor(scope: Construct, id: string, props: VariableSetProps) {
    super(scope, id);
    const { id: variableSetId } = new TfeVariableSet(this, "Resource", {
      name: props.name,
      description: props.description,
      organization: props.organization,
    });
    new WorkspaceVariableSet(this, "Workspace", { variableSetId, workspaceId: props.workspace.workspaceId });
    const terraform = { variableSetId, category: "terraform" };

    const given = new TerraformLocal(this, "Given", valuesOf(props.variables));
    const values = new Variable(this, "Values", {
      ...terraform,
      key: "${each.key}",
      value: "${each.value.value}",
      hcl: expression`each.value.hcl`,
      description: "${each.value.description}",
    });
    values.addOverride(
      "for_each",
      expression`{ for name, variable in ${given.asString} : name => variable if variable.value != null }`,
    );

    for (const [key, { value, description }] of Object.entries(props.applied)) {
      new Variable(this, key, { ...terraform, key, value, description });
    }
    for (const [key, description] of Object.entries(props.secrets)) {
      const lifecycle = { ignoreChanges: ["value"] };
      new Variable(this, key, { ...terraform, key, description, sensitive: true, lifecycle });
    }
    for (const [key, value] of Object.entries(props.environment)) {
      new Variable(this, key, { variableSetId, category: "env", key, value });
    }
  }
}

function valuesOf(variables: VariableSetProps["variables"]) {
  const entries = Object.entries(variables).map(([name, { value, isText, description }]) => [
    name,
    {
      value: isText ? value : expression`${value} == null ? null : jsonencode(${value})`,
      hcl: !isText,
      description,
    },
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}
