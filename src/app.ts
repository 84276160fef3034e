import { App } from "cdktf";
import type { Deployment } from "./config/schema";
import { adopt, refuseSharedAdoptions } from "./stacks/adopt";
import { ApplicationStack } from "./stacks/application";
import type { BaseStack } from "./stacks/base-stack";
import { InfrastructureStack } from "./stacks/infrastructure";
import { isApplicationOnly } from "./stacks/names";

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
  const application = () => new ApplicationStack(app, deployment, location);
  if (isApplicationOnly(deployment)) return [application()];

  const infrastructure = new InfrastructureStack(app, deployment, location);
  const consumer = application();
  consumer.addDependency(infrastructure);
  return [infrastructure, consumer];
}
