import { Stored } from './stored.ts';

const stored = () =>
  new Stored<string>('whose', (value) => (typeof value === 'string' ? value.slice(0, 200) : ''));

/**
 * For whom this browser keeps boards and unsent work: the user id of who was signed in last, empty for a guest. What is
 * kept for one person is neither shown to the next one at this computer, nor sent in their name.
 */
export const whose = stored();

/** The same, as it is in this moment: a page that the browser had put aside was told of no change. */
export function whoseNow(): string {
  return stored().get();
}

/** The server knows who this is. Where it is somebody else than before, the page begins again, with what is theirs. */
export function belongsTo(user: string | null, begin: () => void = () => location.reload()): void {
  const now = user ?? '';
  if (now === whose.get()) return;
  whose.set(now);
  // Where this browser keeps no such thing, a page that begins again would know no more.
  if (whoseNow() === now) begin();
}
