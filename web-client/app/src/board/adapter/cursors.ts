import { equal, type Json } from '@easel/sdk';

interface State {
  readonly collaborators: unknown;
}

/**
 * Whether nothing but the other people on the board is another: Excalidraw reports each movement of a cursor as a
 * change of its canvas. Only where the elements are the same; one of them may still have been changed in place.
 */
export function isOnlyOfOthers<T extends State>(before: T | undefined, after: T): boolean {
  if (before === undefined || before.collaborators === after.collaborators) return false;
  for (const name in after) if (name !== 'collaborators' && before[name] !== after[name]) return false;
  return true;
}

/** What is drawn of other people. A change of theirs that is not drawn, as of what they see, needs no frame. */
export class DrawnPeople<T extends object> {
  #drawn: ReadonlyMap<string, T> | undefined;

  /** These are to be drawn now; false where it is what is drawn already. */
  become(people: ReadonlyMap<string, T>): boolean {
    const drawn = this.#drawn;
    if (drawn?.size === people.size && [...people].every(([session, of]) => isSame(drawn.get(session), of)))
      return false;
    this.#drawn = people;
    return true;
  }
}

function isSame(a: object | undefined, b: object): boolean {
  return a !== undefined && equal(a as Json, b as Json);
}
