import { useI18n } from '@excalidraw/excalidraw';
import { useEffect } from 'react';

/**
 * Tells when Excalidraw has the words of another language: it loads them after it was told the language, and then draws
 * only some of its parts by itself, until it is given other children. Stands inside of Excalidraw.
 */
export function EditorLanguage({ onLoaded }: { onLoaded: () => void }) {
  const { langCode } = useI18n();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told for each language.
  useEffect(onLoaded, [onLoaded, langCode]);
  return null;
}
