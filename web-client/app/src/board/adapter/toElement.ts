import type { Props } from '@easel/sdk';
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
    const drawn = restore({ ...props, id, ...nextVersion(old), isDeleted: false });
    return drawn?.id === id ? Object.assign(drawn, asStored(props)) : undefined;
  } catch {
    return undefined;
  }
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
  return { ...old, ...nextVersion(old), isDeleted: true };
}

function nextVersion(old: Element | undefined): Pick<Element, 'version' | 'versionNonce' | 'updated'> {
  const nonce = old === undefined ? 1 : (old.versionNonce + 1) % 2 ** 31;
  return { version: (old?.version ?? 0) + 1, versionNonce: nonce, updated: old?.updated ?? 1 };
}
