import type { Change, Project } from '@easel/sdk';
import type { Culprits } from '../mending/Culprits.ts';
import type { Flaw } from '../mending/mended.ts';
import type { Element } from './element.ts';
import type { InteractionState } from './interaction.ts';
import type { Restore } from './toElement.ts';

/** Deleted elements that stay on the canvas, at most, when the next change of others is drawn. */
export const MOST_GONE = 500;

/** Excalidraw's scene, as far as it is needed here. */
export interface Scene {
  elements(): readonly Element[];
  interaction(): InteractionState;
  show(elements: readonly Element[]): void;
}

/** The part of a project that is needed here. */
export type SyncedProject = Pick<Project, 'objects' | 'edit' | 'on' | 'limits'> & {
  readonly undo: Pick<Project['undo'], 'commitBatch'>;
};

export interface SceneSyncPorts {
  readonly restore: Restore;
  /** Runs the callback before the next frame is drawn; after the next look where a gesture is slow to look at. */
  readonly nextFrame: (callback: () => void) => void;
  /** Tells of changes that can never be kept; `isPart`: others of the same movement are. */
  readonly rejected: (reason: Error, changes: readonly Change[], isPart: boolean) => void;
  /** Tells of what others deleted while it was under the person's hand: it is back. */
  readonly revived: () => void;
  /** In place of `MOST_GONE`. */
  readonly mostGone?: number;
  /** Changes of a movement that are told at once, at most; 100 by default. */
  readonly mostAtOnce?: number;
  /** Objects that Excalidraw fails to draw. */
  readonly culprits: Culprits;
  /** Excalidraw failed with all that is on its canvas. */
  readonly failed: (reason: unknown) => void;
  /** Tells of the objects that cannot be shown, or in part only, whenever they are others. */
  readonly flawed: (flaws: ReadonlyMap<string, Flaw>) => void;
}
