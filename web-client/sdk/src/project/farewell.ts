import { type Api, editsBody } from '../http/index.ts';
import type { Frozen } from '../outbox/index.ts';
import { utf8Length } from '../protocol/json.ts';

/** Bytes of requests that browsers let outlive a page: 64 KiB, with room for others of this origin. */
export const KEEPALIVE_BYTES = 60 << 10;

/**
 * Sends the first of these edits, in order, as many as may outlive the page; the rest is sent by the next page load.
 * Resolves with the numbers of those that are durable.
 */
export async function sayFarewell(
  api: Api,
  project: string,
  client: string,
  edits: readonly Frozen[],
): Promise<number[]> {
  const some: Frozen['stored'][] = [];
  let bytes = utf8Length(editsBody(client, []));
  for (const edit of edits) {
    bytes += edit.bytes;
    if (bytes > KEEPALIVE_BYTES) break;
    some.push(edit.stored);
  }
  if (some.length === 0) return [];
  const { results, durable } = await api.edits(project, client, some, { keepalive: true });
  return results.filter(({ seq }) => seq !== undefined && seq <= durable).map(({ edit }) => edit);
}
