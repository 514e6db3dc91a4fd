import { editsBody } from '../http/index.ts';
import type { StoredEdit } from '../outbox/index.ts';
import { utf8Length } from '../protocol/json.ts';

/** Bytes of a body with edits, at most, unless a single edit is larger: it should not fill a slow line for long. */
export const BODY_BYTES = 512 * 1024;

/** The edits in their order, cut into bodies of at most `BODY_BYTES`, or one edit. */
export function bodies(client: string, edits: readonly StoredEdit[]): StoredEdit[][] {
  const empty = bytesOf(client, []);
  const cut: StoredEdit[][] = [];
  let room = 0;
  for (const edit of edits) {
    const bytes = bytesOf(client, [edit]) - empty + 1; // and a comma
    const body = cut.at(-1);
    if (body === undefined || bytes > room) {
      cut.push([edit]);
      room = BODY_BYTES - empty - bytes;
    } else {
      body.push(edit);
      room -= bytes;
    }
  }
  return cut;
}

function bytesOf(client: string, edits: readonly StoredEdit[]): number {
  return utf8Length(editsBody(client, edits));
}
