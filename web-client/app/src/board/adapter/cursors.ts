import { equal, type Json } from '@easel/sdk';

interface State {
  readonly collaborators: unknown;
}

/** What Excalidraw reports when something of its canvas has changed. */
export interface Report<T extends State> {
  readonly elements: unknown;
  readonly state: T;
  readonly files: unknown;
}

/**
 * Whether nothing but the other people on the board is another: Excalidraw reports each movement of a cursor as a
 * change of its canvas. An element may still have been changed in place, but not by a gesture: what is under the hand
 * changes so at each movement, and a cursor's report may be the same as that of the movement.
 */
export function isOnlyOfOthers<T extends State>(
  before: Report<T> | undefined,
  after: Report<T>,
  isGesture: boolean,
): boolean {
  if (before === undefined || isGesture) return false;
  if (before.elements !== after.elements || before.files !== after.files) return false;
  const [was, is] = [before.state, after.state];
  if (was.collaborators === is.collaborators) return false;
  for (const name in is) if (name !== 'collaborators' && was[name] !== is[name]) return false;
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
