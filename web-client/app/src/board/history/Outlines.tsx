import { getCommonBounds } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useState } from 'react';
import { colorOfPerson } from '../../common/people.ts';
import { useStored } from '../../common/useStored.ts';
import type { View } from '../controller/Stage.ts';
import type { HistoryController } from './HistoryController.ts';

/** Outlines that are drawn; of more changes the others are not marked. */
const MOST_OUTLINES = 1_000;
/** Pixels between an object and its outline. */
const SPACE = 4;

/** Over the canvas: what changed, in the colour of who did it. */
export function Outlines({ history }: { history: HistoryController }) {
  const { shown } = useStored(history.preview.state);
  const { scrollX, scrollY, zoom } = useView(history.board.canvas);
  if (shown === undefined) return null;
  const scale = zoom.value;
  const outlines = [...shown.changed].slice(0, MOST_OUTLINES).flatMap(([id, { by }]) => {
    const element = history.preview.element(id);
    if (element === undefined) return [];
    const [left, top, right, bottom] = getCommonBounds([element]);
    const [x, y] = [(left + scrollX) * scale - SPACE, (top + scrollY) * scale - SPACE];
    const [width, height] = [(right - left) * scale + 2 * SPACE, (bottom - top) * scale + 2 * SPACE];
    return [<rect key={id} {...{ x, y, width, height }} rx="4" stroke={colorOfPerson(by)} />];
  });
  return (
    <svg className="outlines" aria-hidden="true">
      {outlines}
    </svg>
  );
}

function useView(canvas: ExcalidrawImperativeAPI): View {
  const [view, setView] = useState<View>(() => canvas.getAppState());
  useEffect(
    () => canvas.onScrollChange((scrollX, scrollY, zoom) => setView({ scrollX, scrollY, zoom })),
    [canvas],
  );
  return view;
}
