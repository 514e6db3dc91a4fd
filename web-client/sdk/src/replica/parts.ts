import { combine } from '../outbox/combine.ts';
import { ENVELOPE, type Part, partOf } from '../outbox/openEdit.ts';
import { applyChange, Conflict } from '../protocol/apply.ts';
import type { Change, Props } from '../protocol/change.ts';
import { checked, InvalidChange } from '../protocol/content.ts';
import { equal } from '../protocol/equal.ts';
import { storedBytesOf } from '../protocol/json.ts';
import type { Limits } from '../protocol/limits.ts';

/**
 * A person's changes, combined object by object and checked against what is shown. A patch of an object that is not
 * there is left out (another person deleted the object, and that stands), and so is what changes nothing. Throws
 * `InvalidChange`.
 */
export function partsOf(
  changes: readonly Change[],
  shown: ReadonlyMap<string, Props>,
  limits: Limits,
): Part[] {
  const made = new Map<string, { change: Change; after: Props | undefined }>();
  for (const change of changes.map(checked)) {
    const earlier = made.get(change.id);
    const after = applyChange(earlier ? earlier.after : shown.get(change.id), change);
    if (after instanceof Conflict && after.code === 'not_found') continue;
    if (after instanceof Conflict) throw new InvalidChange(after.message);
    made.set(change.id, { change: (earlier && combine(earlier.change, change)) ?? change, after });
  }
  const parts: Part[] = [];
  for (const [id, { change, after }] of made) {
    if (equal(after, shown.get(id))) continue;
    parts.push(sized(change, after, limits));
  }
  return parts;
}

function sized(change: Change, after: Props | undefined, limits: Limits): Part {
  const size = after === undefined ? 0 : storedBytesOf(after);
  if (size > limits.object) {
    throw new InvalidChange(`object ${change.id} would be ${size} bytes, over ${limits.object}`);
  }
  const part = partOf(change, size);
  if (part.bytes + ENVELOPE > limits.frame) {
    throw new InvalidChange(`a change of object ${change.id} is ${part.bytes} bytes, over ${limits.frame}`);
  }
  return part;
}
