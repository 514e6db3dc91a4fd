import { useI18n } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect } from 'react';
import { ownWords } from './ownWords.ts';

/** Says in Easel's words what Excalidraw says of itself. Stands inside of Excalidraw. */
export function EditorWords({ editor }: { editor: ExcalidrawImperativeAPI | null }) {
  const { t: theirs } = useI18n();
  useEffect(
    () =>
      editor?.onChange((_, state) => {
        const appState = ownWords(state, theirs('toast.unableToEmbed'));
        if (appState !== undefined) editor.updateScene({ appState: appState as never });
      }),
    [editor, theirs],
  );
  return null;
}
