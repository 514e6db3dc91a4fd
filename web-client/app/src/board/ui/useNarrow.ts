import { useSyncExternalStore } from 'react';

/** Up to this width, in pixels, there is no space beside Excalidraw's tools. */
const NARROW = 1228;

const narrow = matchMedia(`(max-width: ${NARROW}px)`);

/** Whether what is beside the tools otherwise is in a bar above the canvas. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrow.addEventListener('change', changed);
      return () => narrow.removeEventListener('change', changed);
    },
    () => narrow.matches,
  );
}
