import { equal, type Json, type Props } from '@easel/sdk';
import { isRecord } from './values.ts';

/** What an object says of others. */
export interface References {
  readonly type: string;
  /** The shape that a text says it is the label of. */
  readonly container: string | undefined;
  /** What a shape says is bound to it: its label and arrows. */
  readonly listed: readonly string[];
  /** The shapes that an arrow says it is bound to. */
  readonly ends: readonly string[];
  readonly frame: string | undefined;
}

const LABELLED: ReadonlySet<string> = new Set(['rectangle', 'diamond', 'ellipse', 'arrow']);
const BINDABLE: ReadonlySet<string> = new Set([
  ...['rectangle', 'diamond', 'ellipse', 'image', 'iframe', 'embeddable', 'frame', 'magicframe', 'text'],
]);

export function canHaveLabel(type: string | undefined): boolean {
  return type !== undefined && LABELLED.has(type);
}

export function canHaveArrows(type: string | undefined): boolean {
  return type !== undefined && BINDABLE.has(type);
}

export function isFrame(type: string | undefined): boolean {
  return type === 'frame' || type === 'magicframe';
}

export function referencesOf(props: Props): References {
  const { type, containerId, frameId, startBinding, endBinding, boundElements } = props;
  const ends = type === 'arrow' ? [startBinding, endBinding].map(endOf) : [];
  return {
    type: type as string,
    container: type === 'text' && typeof containerId === 'string' ? containerId : undefined,
    listed: Array.isArray(boundElements) ? boundElements.map(idOf).filter((id) => id !== undefined) : NONE,
    ends: ends.filter((id) => id !== undefined),
    frame: typeof frameId === 'string' ? frameId : undefined,
  };
}

/** All that it refers to. */
export function targetsOf({ container, listed, ends, frame }: References): readonly string[] {
  return [container, ...listed, ...ends, frame].filter((id) => id !== undefined);
}

export function sameReferences(a: References | undefined, b: References | undefined): boolean {
  return a === b || equal(a as unknown as Json, b as unknown as Json);
}

export function endOf(binding: Json | undefined): string | undefined {
  return isRecord(binding) && typeof binding.elementId === 'string' ? binding.elementId : undefined;
}

function idOf(entry: Json): string | undefined {
  return isRecord(entry) && typeof entry.id === 'string' ? entry.id : undefined;
}

const NONE: readonly string[] = [];
