import { type Api, editsBody } from '../http/index.ts';
import type { SealedEdit } from '../outbox/index.ts';
import type { Timers } from '../ports/timers.ts';
import { utf8Length } from '../protocol/json.ts';

/** How long the answer is waited for, in milliseconds. The next page load delivers what is not answered. */
const ANSWER_MS = 5_000;

/** Bytes of requests that browsers let outlive a page: 64 KiB, with room for others of this origin. */
export const KEEPALIVE_BYTES = 60 << 10;

/**
 * Sends edits by a call that outlives the page. Resolves with the numbers of the edits that are known to be durable:
 * with none of them when the answer takes too long.
 */
export function sendFinally(timers: Timers, ...what: Parameters<typeof send>): Promise<number[]> {
  return new Promise((resolve) => {
    const late = timers.set(() => resolve([]), ANSWER_MS);
    const answered = send(...what).catch(() => []); // what was not answered is kept
    void answered.then((durable) => {
      timers.clear(late);
      resolve(durable);
    });
  });
}

/** Sends the first of these edits, in order, as many as may outlive the page. */
async function send(
  api: Api,
  project: string,
  client: string,
  edits: readonly SealedEdit[],
): Promise<number[]> {
  const fitting: SealedEdit['stored'][] = [];
  let bytes = utf8Length(editsBody(client, []));
  for (const edit of edits) {
    bytes += edit.bytes;
    if (bytes > KEEPALIVE_BYTES) break;
    fitting.push(edit.stored);
  }
  if (fitting.length === 0) return [];
  const { results, durable } = await api.edits(project, client, fitting, { keepalive: true });
  return results.filter(({ seq }) => seq !== undefined && seq <= durable).map(({ edit }) => edit);
}
