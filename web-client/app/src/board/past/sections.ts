import type { HistoryEntry, Version } from '@easel/sdk';
import { t } from '../../words/history.ts';

export interface MarkedEntry {
  readonly entry: HistoryEntry;
  /** Whether the server made a version at its end, before an import or a restore. */
  readonly isMarked: boolean;
}

export interface Day {
  /** When it begins here, in milliseconds since 1970: the same while its entries grow. */
  readonly at: number;
  readonly entries: readonly MarkedEntry[];
}

/** The seq that a version stands for on the line: where it ends or, of the one that goes on, where it began. */
export function seqOf({ active, baseSeq, headSeq }: Version): number {
  return active ? baseSeq : headSeq;
}

/** The entries up to a named version, since the one before; without a version, those since the last one. */
export interface Section {
  readonly version: Version | undefined;
  readonly days: readonly Day[];
  /** How many events its entries have. */
  readonly events: number;
  readonly authors: readonly string[];
}

/** The straight line of what happened, newest first: folded between named versions, and by day within. */
export function sectionsOf(
  entries: readonly HistoryEntry[],
  versions: readonly Version[],
  hasMore: boolean,
): readonly Section[] {
  const oldest = hasMore ? (entries.at(-1)?.from ?? Number.POSITIVE_INFINITY) : 0;
  const named = versions
    .filter((version) => version.name !== null && seqOf(version) >= oldest)
    .sort((a, b) => seqOf(b) - seqOf(a));
  const automatic = versions.filter(({ name, active }) => name === null && !active);
  const marked = entries.map((entry) => ({
    entry,
    isMarked: automatic.some(({ headSeq }) => headSeq === entry.to),
  }));
  const tops: readonly (Version | undefined)[] = [undefined, ...named];
  return tops
    .map((version, at) => {
      const above = version === undefined ? Number.POSITIVE_INFINITY : seqOf(version);
      const next = named[at];
      const below = next === undefined ? 0 : seqOf(next);
      return sectionOf(
        version,
        marked.filter(({ entry: { to } }) => to <= above && to > below),
      );
    })
    .filter(({ version, days }) => version !== undefined || days.length > 0);
}

/** What is said behind the last entry; nothing where the history begins with it. */
export function endInWords(entries: readonly HistoryEntry[]): string | undefined {
  const last = entries.at(-1);
  return last === undefined || last.from === 1 ? undefined : t('history.end');
}

/**
 * Those of the known entries that follow on the first page, when that was read again. None, where entries between them
 * are not known: then the list begins with the page.
 */
export function olderEntries(
  known: readonly HistoryEntry[],
  page: readonly HistoryEntry[],
): readonly HistoryEntry[] {
  const covered = page.at(-1)?.from;
  if (covered === undefined) return [];
  const older = known.filter(({ to }) => to < covered);
  return older[0]?.to === covered - 1 ? older : [];
}

function sectionOf(version: Version | undefined, entries: readonly MarkedEntry[]): Section {
  const days = new Map<number, MarkedEntry[]>();
  for (const marked of entries) {
    const day = new Date(marked.entry.ended).setHours(0, 0, 0, 0);
    days.set(day, [...(days.get(day) ?? []), marked]);
  }
  return {
    version,
    days: Array.from(days, ([at, ofDay]) => ({ at, entries: ofDay })),
    events: entries.reduce((sum, { entry }) => sum + entry.events, 0),
    authors: namesOf(entries.map(({ entry }) => entry)),
  };
}

/** Who took part, by how much they did; a person who was there with two browsers counts once. */
export function namesOf(entries: readonly HistoryEntry[]): readonly string[] {
  const events = new Map<string, number>();
  for (const { authors } of entries) {
    for (const author of authors) events.set(author.by, (events.get(author.by) ?? 0) + author.events);
  }
  return [...events].sort(([, a], [, b]) => b - a).map(([name]) => name);
}
