let told: ((failure: unknown) => void) | undefined;

/** Tells of a failure to draw in a frame, of which React does not hear. Returns what ends that. */
export function onDrawingFailed(tell: (failure: unknown) => void): () => void {
  told = tell;
  return () => {
    if (told === tell) told = undefined;
  };
}

/**
 * Draws in the next frame, and once, with what it was asked for last. Excalidraw draws its canvas at each change, of
 * which several may come between two frames; its own way of waiting draws what was asked for first.
 */
export function onceAFrame<A extends readonly unknown[]>(draw: (...asked: A) => void) {
  let last: A | undefined;
  let drawn: A | undefined;
  let frame: number | undefined;
  const run = () => {
    frame = undefined;
    const asked = last;
    last = undefined;
    if (asked === undefined) return;
    drawn = asked;
    try {
      draw(...asked);
    } catch (failure) {
      if (told === undefined) throw failure;
      told(failure);
    }
  };
  const ask = (...asked: A): void => {
    last = asked;
    frame ??= requestAnimationFrame(run);
  };
  /** Draws once more what was drawn last, but where something else is asked for. */
  const again = () => {
    if (last === undefined && drawn !== undefined) ask(...drawn);
  };
  const cancel = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    [frame, last, drawn] = [undefined, undefined, undefined];
  };
  const flush = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    run();
  };
  return Object.assign(ask, { again, cancel, flush });
}
