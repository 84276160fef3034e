import { App } from "cdktf";
import type { Deployment } from "./config/schema";
import { ApplicationStack } from "./stacks/application";
import { InfrastructureStack } from "./stacks/infrastructure";

/** Where the app writes to and where Terraform will find its local states. */
export interface AppOptions {
  /** Folder that cdktf synthesizes into. */
  readonly outdir: string;
  /** Folder of local states, relative to a stack's working directory. */
  readonly localStateFolder: string;
}

/** Builds every stack of a deployment: the only place that creates stacks. */
export function buildApp(deployment: Deployment, options: AppOptions): App {
  const app = new App({ outdir: options.outdir, stackTraces: false });
  const location = { state: deployment.state, localFolder: options.localStateFolder };
  const infrastructure = new InfrastructureStack(app, deployment, location);
  new ApplicationStack(app, deployment, location).addDependency(infrastructure);
  return app;
}
