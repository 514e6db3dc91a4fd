import type { HistoryApi, HistoryEvent } from '@easel/sdk';
import { Timeline } from '../past/timeline.ts';

/** Events of one span, at most; an entry of the server has fewer. */
const MOST_EVENTS = 5_000;
/** Events that are asked for at a time. */
const EVENTS_PAGE = 1_000;

/** Events that are looked at together: from seq `from` to `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The entry with the event of this seq, as far as it goes now. */
export async function spanOf(api: Pick<HistoryApi, 'entries'>, seq: number): Promise<Span> {
  const { entries } = await api.entries({ before: seq + 1, limit: 1 });
  const [entry] = entries;
  return entry === undefined ? { from: seq + 1, to: seq } : { from: entry.from, to: Math.max(entry.to, seq) };
}

/** The states before and at each event of a span; of one with too many events, of the last of them. */
export async function readTimeline(
  api: Pick<HistoryApi, 'events' | 'state'>,
  { from, to }: Span,
): Promise<Timeline> {
  const base = Math.max(from, to - MOST_EVENTS + 1) - 1;
  const [state, events] = await Promise.all([
    base === 0 ? { objects: [], at: undefined } : api.state(base),
    eventsOf(api, base, to),
  ]);
  const timeline = new Timeline(base, state.objects, state.at);
  timeline.append(events);
  return timeline;
}

async function eventsOf(
  api: Pick<HistoryApi, 'events'>,
  after: number,
  to: number,
): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let next: number | null = after;
  while (next !== null && next < to) {
    const page = await api.events({ after: next, limit: Math.min(EVENTS_PAGE, to - next) });
    events.push(...page.events);
    next = page.next;
  }
  return events;
}
