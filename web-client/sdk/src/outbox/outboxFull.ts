/** Edits that may be unsettled at a time; the server takes back no client with more than 50,000 (J7). */
export const MOST_UNSETTLED = 20_000;

/** Bytes of them. */
export const MOST_UNSETTLED_BYTES = 64 << 20;

/** Thrown when so much is unsettled that no more can be kept. Nothing of the edit was made. */
export class OutboxFull extends Error {
  override readonly name = 'OutboxFull';
}
