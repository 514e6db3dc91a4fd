declare global {
  /** Read by Excalidraw whenever it is about to draw. */
  var EXCALIDRAW_THROTTLE_RENDER: boolean | undefined;
}

/** Whether Excalidraw draws its canvas in the next frame, once for all that changes until then, or at each change. */
export function drawOnceAFrame(isOnce: boolean): void {
  globalThis.EXCALIDRAW_THROTTLE_RENDER = isOnce;
}

drawOnceAFrame(true);
