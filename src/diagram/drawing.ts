import type { IconName } from "./icons";

/** How a thing is coloured; the colours themselves are in the style sheet. */
export type Tone =
  "request" | "sync" | "network" | "compute" | "storage" | "database" | "security" | "management" | "actor";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

export type Surface = "page" | "region" | "vpc" | "public" | "private" | "isolated" | "group" | "card" | "chip";

/** A shape with all its numbers, in pixels; `y` of a text is its baseline. */
export type Shape =
  | (Area & { readonly is: "box"; readonly surface: Surface; readonly tone?: Tone; readonly dashed?: boolean })
  | (Point & {
      readonly is: "text";
      readonly text: string;
      readonly size: number;
      readonly bold?: boolean;
      readonly muted?: boolean;
      readonly anchor?: "start" | "middle" | "end";
    })
  | (Point & { readonly is: "icon"; readonly icon: IconName; readonly size: number; readonly tone: Tone })
  | {
      readonly is: "line";
      readonly points: readonly Point[];
      readonly tone: "request" | "sync" | "database";
    }
  | (Point & { readonly is: "mark"; readonly text: string; readonly tone: "request" | "sync" })
  /** Shapes that belong to the blocks with these addresses. */
  | { readonly is: "group"; readonly title: string; readonly shapes: readonly Shape[] };

/** A finished picture, without format. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Every shape that is not a group, with those in groups. */
export function flat(shapes: readonly Shape[]): Exclude<Shape, { is: "group" }>[] {
  return shapes.flatMap((shape) => (shape.is === "group" ? flat(shape.shapes) : [shape]));
}
