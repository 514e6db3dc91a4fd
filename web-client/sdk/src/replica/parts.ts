import { combine } from '../outbox/combine.ts';
import { ENVELOPE, type Part, partOf } from '../outbox/openEdit.ts';
import { applyChange, Conflict } from '../protocol/apply.ts';
import type { Change, Json, Props } from '../protocol/change.ts';
import { checked, InvalidChange } from '../protocol/content.ts';
import { bothBytesOf, shared, storedBytesOf } from '../protocol/json.ts';
import { type Limits, MOST_REWRITTEN } from '../protocol/limits.ts';

/** What a person's changes come to. */
export interface Made {
  readonly parts: readonly Part[];
  /** Their objects after them: each is another than before, and what did not change of it is the same. */
  readonly after: ReadonlyMap<string, Props | undefined>;
}

/**
 * A person's changes, combined object by object and checked against what is shown. A patch of an object that is not
 * there is left out (another person deleted the object, and that stands), and so is what changes nothing. Throws
 * `InvalidChange`.
 */
export function partsOf(changes: readonly Change[], shown: ReadonlyMap<string, Props>, limits: Limits): Made {
  const made = new Map<string, { change: Change; after: Props | undefined }>();
  for (const given of changes) {
    const change = checked(given);
    const earlier = made.get(change.id);
    const after = applyChange(earlier ? earlier.after : shown.get(change.id), change);
    if (after instanceof Conflict && after.code === 'not_found') continue;
    if (after instanceof Conflict) throw new InvalidChange(after.message);
    made.set(change.id, { change: (earlier && combine(earlier.change, change)) ?? change, after });
  }
  const parts: Part[] = [];
  const afters = new Map<string, Props | undefined>();
  for (const [id, { change, after: props }] of made) {
    const before = shown.get(id);
    const after = shared(before, props);
    if (after === before) continue;
    parts.push(sized(before, change, after, limits));
    afters.set(id, after);
  }
  return { parts, after: afters };
}

/**
 * How much the changes since may add to a size that was counted, before it is counted again: a part of it, or so many
 * bytes, and for as many objects as one edit takes no more than a part of what it may write.
 */
const MOST_GROWN = 1.25;
const mostAdded = (limits: Limits) => Math.min(2 << 10, (MOST_REWRITTEN >> 3) / limits.changes);

interface Size {
  /** At most so many bytes the object has, as limits count them. */
  readonly most: number;
  /** So many it had when they were counted. */
  readonly counted: number;
}

/** Of objects that were changed here, as they were after it. */
const sizes = new WeakMap<Props, Size>();

function sizeOf(
  before: Props | undefined,
  change: Change,
  bytes: number,
  after: Props,
  limits: Limits,
): Size {
  const known = before && sizes.get(before);
  if (known !== undefined && change.op === 'patch') {
    const most = known.most + bytes;
    const isNear = most <= Math.max(known.counted * MOST_GROWN, known.counted + mostAdded(limits));
    if (most <= limits.object && isNear) return { most, counted: known.counted };
  }
  const counted = storedBytesOf(after);
  return { most: counted, counted };
}

function sized(before: Props | undefined, change: Change, after: Props | undefined, limits: Limits): Part {
  const { bytes, stored } = bothBytesOf(change as unknown as Json);
  const size = after && sizeOf(before, change, stored, after, limits);
  if (size && size.most > limits.object) {
    throw new InvalidChange(`object ${change.id} would be ${size.most} bytes, over ${limits.object}`);
  }
  const part = partOf(change, size?.most ?? 0, bytes);
  if (part.bytes + ENVELOPE > limits.frame) {
    throw new InvalidChange(`a change of object ${change.id} is ${part.bytes} bytes, over ${limits.frame}`);
  }
  if (after && size) sizes.set(after, size);
  return part;
}
