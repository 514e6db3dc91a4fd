import type { Props } from '@easel/sdk';
import type { AppState } from '@excalidraw/excalidraw/types';
import { useEffect, useState } from 'react';
import { useStored } from '../../common/useStored.ts';
import { propsOf } from '../adapter/element.ts';
import type { HistoryController } from './HistoryController.ts';

export interface SelectedObject {
  readonly id: string;
  readonly props: Props;
}

/** The one object that is selected, on the board or in a preview; a label counts as part of its shape. */
export function useSelected({ board, preview }: HistoryController): SelectedObject | undefined {
  const { shown } = useStored(preview.state);
  const [ids, setIds] = useState(() => idsOf(board.canvas.getAppState()));
  useEffect(() => board.canvas.onChange((_, state) => setIds(idsOf(state))), [board]);
  const propsById = (id: string): Props | undefined => {
    const element = shown && preview.element(id);
    return element ? propsOf(element) : board.project.objects.get(id);
  };
  const selected = (shown ? [...shown.selected] : ids.split(',')).flatMap((id) => {
    const props = propsById(id);
    return props === undefined ? [] : [{ id, props }];
  });
  const all = new Set(selected.map(({ id }) => id));
  const [first, ...others] = selected.filter(({ props }) => !all.has(String(props.containerId)));
  return others.length === 0 ? first : undefined;
}

function idsOf({ selectedElementIds }: AppState): string {
  return Object.keys(selectedElementIds).sort().join();
}
