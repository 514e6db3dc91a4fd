import type { Change } from '@easel/sdk';

/** Changes in one edit, at most. The server takes 1,000. */
const MOST = 500;
/** UTF-16 units of one edit's text, about: in UTF-8 at most three times as many bytes, under the frame's 1 MiB. */
const LARGEST = 256 * 1024;

/** Changes cut into edits that fit a frame. One hand movement is one edit; a large paste is several. */
export function portions(changes: readonly Change[]): Change[][] {
  const all: Change[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const change of changes) {
    const text = changes.length === 1 ? 0 : JSON.stringify(change).length;
    const last = all.at(-1);
    if (last === undefined || last.length >= MOST || size + text > LARGEST) {
      all.push([change]);
      size = text;
    } else {
      last.push(change);
      size += text;
    }
  }
  return all;
}
