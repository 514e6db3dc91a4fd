import type { Json } from '@easel/sdk';

/**
 * Where an object is whose order key is missing or cannot be read: above the first 3,906 keys that Excalidraw gives
 * out. It is a key like any other, so that whatever is drawn on top of it is on top of it for everybody.
 */
export const UNREADABLE_KEY = 'c000';

/** Characters; longer keys are taken as unreadable. */
const LONGEST = 200;

/**
 * The order key of an object as Excalidraw can use it: a head letter that tells how many digits follow, these digits,
 * and a fraction that does not end in 0. It depends on what is stored with the object alone.
 */
export function orderKeyOf(index: Json | undefined): string {
  if (typeof index !== 'string' || index.length > LONGEST || !/^[A-Za-z][0-9A-Za-z]+$/.test(index))
    return UNREADABLE_KEY;
  const whole = lengthOfInteger(index.charCodeAt(0));
  // Below `B…` there is too little room to count down.
  if (index.length < whole || index.startsWith('A')) return UNREADABLE_KEY;
  return index.slice(0, whole) + index.slice(whole).replace(/0+$/, '');
}

function lengthOfInteger(head: number): number {
  return head >= A_SMALL ? head - A_SMALL + 2 : Z_LARGE - head + 2;
}

const A_SMALL = 'a'.charCodeAt(0);
const Z_LARGE = 'Z'.charCodeAt(0);
