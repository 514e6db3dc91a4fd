/**
 * In the place of the package of that name, by which Excalidraw's build for development checks the order keys once a
 * minute of the clock, and throws. It is not called: `checks.ts` looks at the keys of every board.
 */
export default function throttle(): () => void {
  return () => undefined;
}
