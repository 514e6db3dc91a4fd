import { describe, expect, it } from 'vitest';
import { deleted, elementOf } from '../src/board/adapter/toElement.ts';
import { element } from './scene.ts';

/** As Excalidraw's own: fills in, and resets some properties that are sound. */
const restore = (raw: unknown) => {
  const given = raw as Record<string, unknown>;
  return element(String(given.id), {
    strokeColor: '#000',
    ...given,
    boundElements: given.boundElements ?? [],
    lastCommittedPoint: null,
  });
};

describe('an object as an element', () => {
  it('is newer than the one it replaces, complete, and otherwise as the object is', () => {
    const old = element('a', { version: 7 });
    const drawn = elementOf(
      'a',
      { type: 'line', boundElements: null, lastCommittedPoint: [3, 4] },
      old,
      restore,
    );
    expect(drawn).toMatchObject({
      id: 'a',
      version: 8,
      strokeColor: '#000',
      boundElements: null,
      lastCommittedPoint: [3, 4],
      isDeleted: false,
    });
    expect(drawn?.versionNonce).not.toBe(old.versionNonce);
  });

  it('is nothing when it cannot be drawn', () => {
    const broken = () => {
      throw new TypeError('points');
    };
    expect(elementOf('a', {}, undefined, broken)).toBeUndefined();
    expect(elementOf('a', {}, undefined, () => undefined)).toBeUndefined();
    expect(elementOf('a', {}, undefined, () => element('another'))).toBeUndefined();
  });

  it('can be deleted without losing its identity', () => {
    const old = element('a', { version: 7 });
    expect(deleted(old)).toMatchObject({ id: 'a', version: 8, isDeleted: true });
    expect(old.isDeleted).toBe(false);
  });
});
