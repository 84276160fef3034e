import { App } from "cdktf";
import type { Deployment } from "./config/schema";
import { adopt, refuseSharedAdoptions } from "./stacks/adopt";
import { ApplicationStack } from "./stacks/application";
import type { BaseStack } from "./stacks/base-stack";
import { InfrastructureStack } from "./stacks/infrastructure";
import { isApplicationOnly } from "./stacks/names";
import { type ManagedStacks, managesWorkspaces, WorkspacesStack } from "./stacks/workspaces";
import type { StateLocation } from "./terraform/backend";

/** Where the app writes to and where Terraform will find its local states. */
export interface AppOptions {
  /** Folder that cdktf synthesizes into. */
  readonly outdir: string;
  /** Folder of local states, relative to a stack's working directory. */
  readonly localStateFolder: string;
}

/** Builds every stack of every deployment: the only place that creates stacks. */
export function buildApp(deployments: readonly Deployment[], options: AppOptions): App {
  const app = new App({ outdir: options.outdir, stackTraces: false });
  refuseSharedAdoptions(deployments);
  for (const deployment of deployments) adopt(buildStacks(app, deployment, options), deployment);
  return app;
}

function buildStacks(app: App, deployment: Deployment, options: AppOptions): BaseStack[] {
  const location = { state: deployment.state, localFolder: options.localStateFolder };
  const stacks = buildManagedStacks(app, deployment, location);
  const built = [stacks.infrastructure, stacks.application].filter((stack) => stack !== undefined);
  if (!managesWorkspaces(deployment)) return built;

  // Last, since it reads which variables the others declare; applied first, since they run in what it makes.
  const workspaces = new WorkspacesStack(app, deployment, location, stacks);
  for (const stack of built) stack.addDependency(workspaces);
  return [...built, workspaces];
}

function buildManagedStacks(app: App, deployment: Deployment, location: StateLocation): ManagedStacks {
  const application = () => new ApplicationStack(app, deployment, location);
  if (isApplicationOnly(deployment)) return { application: application() };

  const infrastructure = new InfrastructureStack(app, deployment, location);
  const consumer = application();
  consumer.addDependency(infrastructure);
  return { infrastructure, application: consumer };
}
