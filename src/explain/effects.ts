import recorded from "./effects.json";

/** What a plan does with one resource. `restart` is a release of Package Manager's whose pods are replaced one by one. */
export type EffectKind = "create" | "update" | "replace" | "destroy" | "restart" | "unknown";

/** One resource that a plan changed. */
export interface Effect {
  readonly stack: "infrastructure" | "application";
  readonly address: string;
  readonly effect: EffectKind;
  /** What differs; of a replacement what forces it, of a release the chart's values. */
  readonly arguments: readonly string[];
  /** With `protection: true` Terraform refuses it. */
  readonly protected?: true;
}

/** What a real plan did when one thing changed. */
export interface Trial {
  /** Values of the try, as JSON. */
  readonly from: unknown;
  readonly to: unknown;
  readonly changes: readonly Effect[];
  /** Outputs of the infrastructure stack with another value, or one that is known after the apply only. */
  readonly outputs?: readonly string[];
  /** What keeps the plan from being whole. */
  readonly note?: string;
}

/** The record that `npm run effects` writes. */
export interface Effects {
  readonly terraform: string;
  readonly providers: Readonly<Record<string, string>>;
  /** By name of the Terraform variable. */
  readonly variables: Readonly<Record<string, Trial>>;
  /** By key of the deployment file. */
  readonly keys: Readonly<Record<string, Trial>>;
  /** Variables and keys that were not tried, with the reason. */
  readonly unknown: {
    readonly variables: Readonly<Record<string, string>>;
    readonly keys: Readonly<Record<string, string>>;
  };
}

export const effects = recorded as unknown as Effects;
