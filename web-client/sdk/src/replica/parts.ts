import { combine } from '../outbox/combine.ts';
import { ENVELOPE, type Part, partOf } from '../outbox/openEdit.ts';
import { applyChange, Conflict } from '../protocol/apply.ts';
import type { Change, Json, Props } from '../protocol/change.ts';
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
    const before = shown.get(id);
    if (equal(after, before)) continue;
    parts.push(sized(before, change, after, limits));
  }
  return parts;
}

/** How much the changes since may add to a size that was counted, before it is counted again: a part of it. */
const MOST_GROWN = 1.25;

interface Size {
  /** At most so many bytes the object has, as limits count them. */
  readonly most: number;
  /** So many it had when they were counted. */
  readonly counted: number;
}

/** Of objects that are shown, and of changes on their way there. */
const sizes = new WeakMap<Props | Part, Size>();

/** The changes are shown now: of the next small change of one of these objects only the change is counted. */
export function noteSizes(parts: readonly Part[], shown: ReadonlyMap<string, Props>): void {
  for (const part of parts) {
    const [props, size] = [shown.get(part.change.id), sizes.get(part)];
    if (props && size) sizes.set(props, size);
  }
}

function sizeOf(before: Props | undefined, change: Change, after: Props, limit: number): Size {
  const known = before && sizes.get(before);
  if (known !== undefined && change.op === 'patch') {
    const most = known.most + storedBytesOf(change as unknown as Json);
    if (most <= limit && most <= known.counted * MOST_GROWN) return { ...known, most };
  }
  const counted = storedBytesOf(after);
  return { most: counted, counted };
}

function sized(before: Props | undefined, change: Change, after: Props | undefined, limits: Limits): Part {
  const size = after && sizeOf(before, change, after, limits.object);
  if (size && size.most > limits.object) {
    throw new InvalidChange(`object ${change.id} would be ${size.most} bytes, over ${limits.object}`);
  }
  const part = partOf(change, size?.most ?? 0);
  if (part.bytes + ENVELOPE > limits.frame) {
    throw new InvalidChange(`a change of object ${change.id} is ${part.bytes} bytes, over ${limits.frame}`);
  }
  if (size) sizes.set(part, size);
  return part;
}
