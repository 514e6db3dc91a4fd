import type { LeftOut } from '@easel/sdk';
import { t as ofBoard } from '../../words/board.ts';
import { t } from '../../words/importing.ts';
import { kindInWords } from '../../words/kinds.ts';

/** Elements that were left out for the same reason. */
export interface Reason {
  /** What the elements are, in words. */
  readonly kind: string;
  readonly reason: string;
  /** As the file calls the first of them. */
  readonly elements: readonly string[];
  readonly count: number;
}

/** How many elements of one reason are called by name. */
const NAMED = 3;

/** What the server calls the reasons. It may tell others one day. */
const REASONS = new Map([
  ['not_an_object', 'importing.why.notAnObject'],
  ['no_type', 'importing.why.noType'],
  ['not_a_number', 'importing.why.notANumber'],
  ['too_far', 'importing.why.tooFar'],
  ['too_large', 'importing.why.tooLarge'],
  ['no_size', 'importing.why.noSize'],
  ['not_connected', 'importing.why.notConnected'],
  ['no_picture', 'importing.why.noPicture'],
  ['picture_elsewhere', 'importing.why.pictureElsewhere'],
  ['picture_unreadable', 'importing.why.pictureUnreadable'],
  ['picture_type', 'importing.why.pictureType'],
  ['truncated', 'importing.why.truncated'],
  ['empty', 'importing.why.empty'],
] as const);

/** What was left out, by kind and reason, the most first. */
export function reasonsOf(skipped: readonly LeftOut[]): readonly Reason[] {
  const reasons = new Map<string, Reason>();
  for (const left of skipped) {
    const kind = kindInWords(left.type) ?? ofBoard('board.object');
    const reason = inWords(left);
    const key = `${kind}\n${reason}`;
    const { elements, count } = reasons.get(key) ?? { elements: [], count: 0 };
    const named = elements.length < NAMED ? [...elements, left.element] : elements;
    reasons.set(key, { kind, reason, elements: named, count: count + 1 });
  }
  return [...reasons.values()].sort((one, other) => other.count - one.count);
}

/** In the server's own words where it tells no reason that is known here. */
function inWords({ code, type, reason }: LeftOut): string {
  if (code === 'unknown_type') return t('importing.why.unknownType', { type: type ?? '' });
  const known = REASONS.get(code as never);
  return known === undefined ? reason : t(known);
}
