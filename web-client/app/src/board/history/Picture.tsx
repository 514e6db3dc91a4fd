import type { CanvasObject } from '@easel/sdk';
import { exportToSvg, restoreElements } from '@excalidraw/excalidraw';
import type { BinaryFiles } from '@excalidraw/excalidraw/types';
import { useEffect, useRef } from 'react';
import { useTheme } from '../../common/theme.ts';
import type { Element } from '../adapter/element.ts';

/** Objects that are drawn; a small picture shows no more. */
const MOST_DRAWN = 100;

/** A small picture of objects. Nothing, where they cannot be drawn: what they are stands beside it in words. */
export function Picture({ objects, files }: { objects: readonly CanvasObject[]; files: () => BinaryFiles }) {
  const place = useRef<HTMLDivElement>(null);
  const isDark = useTheme() === 'dark';
  const ids = objects.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids tell which they are; they do not change.
  useEffect(() => {
    let isWanted = true;
    const elements = restoreElements(
      objects.slice(0, MOST_DRAWN).map(({ id, props }) => ({ ...props, id }) as unknown as Element),
      null,
    );
    exportToSvg({
      elements: elements,
      files: files(),
      appState: { exportBackground: false, exportWithDarkMode: isDark },
      exportPadding: 4,
      skipInliningFonts: true,
    }).then(
      (svg: SVGSVGElement) => isWanted && place.current?.replaceChildren(svg),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [ids, isDark]);
  return <div className="history-picture" ref={place} aria-hidden="true" />;
}
