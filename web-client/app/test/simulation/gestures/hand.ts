import type { NonDeleted } from '@excalidraw/excalidraw/element/types';
import type { Random } from '../../../../sdk/test/simulation/random.ts';
import type { Element } from '../../../src/board/adapter/element.ts';
import type { Editor } from '../editor.ts';

/** What a person does with the editor, step by step: after each the editor reports, and so many ms pass. */
export type Gesture = Generator<number, void>;

export interface Hand {
  readonly editor: Editor;
  readonly random: Random;
  /** A word that nobody else writes; it is noted that it is written into this text now. */
  word(id: string): string;
  /** The person takes away what is written in this text. */
  erase(id: string): void;
}

export type Act = (hand: Hand) => Gesture;

const WIDTH = 1000;
const HEIGHT = 700;
export const SHAPES = ['rectangle', 'ellipse', 'diamond'] as const;

export function pause(random: Random): number {
  return 15 + random.below(50);
}

export function place(random: Random): [number, number] {
  return [random.below(WIDTH), random.below(HEIGHT)];
}

/** One of those that are drawn, where there is one. */
export function any(hand: Hand, fits: (element: Element) => boolean): NonDeleted<Element> | undefined {
  const found = hand.editor.drawn.filter(fits);
  return found.length > 0 ? (hand.random.pick(found) as NonDeleted<Element>) : undefined;
}

export const isShape = ({ type }: Element) => (SHAPES as readonly string[]).includes(type);
export const isFree = (element: Element) => !(element.type === 'text' && element.containerId);
