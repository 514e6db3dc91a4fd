import { chance } from '../chance.ts';

/** In the place of `roughjs/bin/math`, by which Excalidraw makes seeds and nonces. */
export class Random {
  next(): number {
    return chance.random.next();
  }
}

export const randomSeed = (): number => 1;
