import { vi } from 'vitest';
import { LastSeen } from '../../src/board/adapter/lastSeen.ts';
import { SceneSync } from '../../src/board/adapter/sceneSync.ts';
import { Telling } from '../../src/board/adapter/telling.ts';
import { WrittenWords } from '../../src/board/adapter/writtenWords.ts';
import { Bonds } from '../../src/board/mending/Bonds.ts';
import type { Rule } from './checks.ts';

/** A rule of the app that it is made to forget, and a board on which that is seen: by which rule is broken there. */
export interface Defect {
  readonly name: string;
  readonly seed: number;
  readonly broken: Rule;
  readonly make: () => void;
}

/** A simulation that did not notice one of these would prove nothing of what it leaves out. */
export const DEFECTS: readonly Defect[] = [
  {
    name: 'what is drawn of others counts as not seen yet',
    seed: 6,
    broken: 'undo n then redo n changes nothing',
    make: () => void vi.spyOn(LastSeen.prototype, 'refresh').mockImplementation(() => undefined),
  },
  {
    name: 'what refers to a changed object is not drawn again',
    seed: 4,
    broken: 'all draw the same',
    make: () => {
      const { update } = Bonds.prototype;
      vi.spyOn(Bonds.prototype, 'update').mockImplementation(function (this: Bonds, all) {
        update.call(this, all);
        return new Set();
      });
    },
  },
  {
    name: 'a shape lists what it says, whatever texts and arrows say',
    seed: 1,
    broken: 'labels are where their shapes are',
    make: () => void vi.spyOn(Bonds.prototype, 'boundTo').mockImplementation(() => []),
  },
  {
    name: 'a text is no label',
    seed: 1,
    broken: 'labels are where their shapes are',
    make: () => void vi.spyOn(Bonds.prototype, 'containerOf').mockImplementation(() => null),
  },
  {
    name: 'an arrow is bound to nothing',
    seed: 1,
    broken: 'arrows end where their shapes are',
    make: () => void vi.spyOn(Bonds.prototype, 'canBind').mockImplementation(() => false),
  },
  {
    name: 'a frame is there where an object says so',
    seed: 1,
    broken: 'frames are there',
    make: () => void vi.spyOn(Bonds.prototype, 'frameOf').mockImplementation(() => 'gone'),
  },
  {
    name: 'nobody is told of words that are lost',
    seed: 5,
    broken: 'no words are lost silently',
    make: () => void vi.spyOn(WrittenWords.prototype, 'settled').mockImplementation(() => undefined),
  },
  {
    name: 'what earlier page loads kept of their words is not looked at',
    seed: 140,
    broken: 'no words are lost silently',
    make: () => void vi.spyOn(WrittenWords.prototype, 'adopt').mockImplementation(() => undefined),
  },
  {
    name: 'what others do is never drawn',
    seed: 1,
    broken: 'all draw the same',
    make: () => void vi.spyOn(SceneSync.prototype, 'draw').mockImplementation(() => undefined),
  },
  {
    name: 'what is left of a movement is never told',
    seed: 1,
    broken: 'all draw the same',
    make: () => {
      vi.spyOn(Telling.prototype, 'all').mockImplementation(() => undefined);
      vi.spyOn(Telling.prototype, 'more').mockReturnValue(false);
    },
  },
];
