import type { Json, Props } from '@easel/sdk';
import { changing } from '../large/originals.ts';
import type { Element } from './element.ts';

/** Excalidraw's `restoreElements` for one element: adds what is missing; undefined for what it cannot draw. */
export type Restore = (element: unknown) => Element | undefined;

/**
 * An object as an element that is newer than `old` for Excalidraw. Undefined when it cannot be drawn: its type is
 * unknown, it has no size yet, or something in it is broken. It stays in the project nevertheless.
 */
export function elementOf(
  id: string,
  props: Props,
  old: Element | undefined,
  restore: Restore,
): Element | undefined {
  try {
    const drawn = restore(Object.assign(copied(props), { id, ...newer(old), isDeleted: false }));
    return drawn?.id === id ? Object.assign(drawn, asStored(props)) : undefined;
  } catch {
    return undefined;
  }
}

/** With objects of its own: Excalidraw changes some in place (`crop`). Lists it replaces. */
function copied(props: Props): Record<string, Json> {
  const copy: Record<string, Json> = { ...props };
  for (const name of Object.keys(copy)) {
    const value = copy[name];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) copy[name] = { ...value };
  }
  return copy;
}

/** Properties that restoring resets although they are valid: everybody must have what the project has. */
function asStored({ boundElements, lastCommittedPoint }: Props): Partial<Element> {
  return {
    ...(boundElements === null && { boundElements }),
    ...(Array.isArray(lastCommittedPoint) && { lastCommittedPoint }),
  } as Partial<Element>;
}

/** The same element, deleted: Excalidraw ends its selection and editing. */
export function deleted(old: Element): Element {
  return { ...old, ...newer(old), isDeleted: true };
}

/** The same element, changed in place to what another is. */
export function changed(old: Element, next: Element): Element {
  changing(old);
  return Object.assign(old, next);
}

/** What makes an element newer than another for Excalidraw. */
export function newer(old: Element | undefined): Pick<Element, 'version' | 'versionNonce' | 'updated'> {
  const nonce = old === undefined ? 1 : (old.versionNonce + 1) % 2 ** 31;
  return { version: (old?.version ?? 0) + 1, versionNonce: nonce, updated: old?.updated ?? 1 };
}
