/** Numbers that are tried; of each 37 one fits. */
const MOST_TRIES = 1_000;

/**
 * An id of a session for Excalidraw, which takes the colour of a cursor from a hash of it: one whose hue is that of the
 * person, so that they have the same colour on the canvas and in the history.
 */
export function cursorId(session: string, hue: number): string {
  for (let number = 0; number < MOST_TRIES; number++) {
    const id = `${session}~${number}`;
    if (cursorHue(id) === hue) return id;
  }
  return session;
}

/** As Excalidraw computes it. */
export function cursorHue(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at++) hash = (hash << 5) - hash + id.charCodeAt(at);
  return (Math.abs(hash) % 37) * 10;
}
