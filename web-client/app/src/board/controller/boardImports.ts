import { NotEditable, type Project } from '@easel/sdk';
import { getCommonBounds } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { api } from '../../common/api.ts';
import { failure } from '../../common/failure.ts';
import { ownName } from '../../common/person.ts';
import { Imports } from '../importing/Imports.ts';
import type { LastAct } from './LastAct.ts';

/** How long objects that the server has put are waited for, in milliseconds: somebody may have deleted one since. */
const ARRIVE_MS = 10_000;

export interface BoardImportOptions {
  readonly project: Project;
  readonly canvas: ExcalidrawImperativeAPI;
  readonly lastAct: LastAct;
  /** Whether nothing is being drawn or written, so that something else can be selected. */
  readonly isIdle: () => boolean;
  /** Tells the project all that was drawn until now. */
  readonly collect: () => void;
  readonly say: (message: string, ms: number) => void;
}

/** Imports into an open board: the server reads the files, and what it has put comes as everybody's edits do. */
export function boardImports(options: BoardImportOptions): Imports {
  const { project, canvas, lastAct, isIdle, collect, say } = options;
  const shown = (ids: readonly string[]) => {
    const wanted = new Set(ids);
    return canvas.getSceneElements().filter(({ id }) => wanted.has(id));
  };
  const select = (ids: readonly string[]) => {
    const elements = shown(ids);
    if (elements.length === 0) return;
    if (isIdle()) {
      canvas.setActiveTool({ type: 'selection' });
      const selected = Object.fromEntries(elements.map(({ id }) => [id, true as const]));
      canvas.updateScene({ appState: { selectedElementIds: selected } });
    }
    canvas.scrollToContent(elements, { fitToContent: true, animate: false });
  };
  return new Imports({
    isOnline: () => project.status.kind === 'live',
    send: async (file, at, watch) => {
      // The person may have become a viewer since the file was chosen.
      if (project.status.readOnly) throw new NotEditable('this project may only be looked at');
      return api.import(project.id, file, { mode: 'copy', by: ownName(), at, watch });
    },
    arrive: (ids) => arrived(project, ids),
    beside: (ids, gap) => {
      const elements = shown(ids);
      if (elements.length === 0) return undefined;
      const [, top, right] = getCommonBounds(elements);
      return { x: right + gap, y: top };
    },
    adopt: (ids) => {
      // It ends the step of a gesture under way, of which all is told then.
      collect();
      project.undo.adopt(ids);
      lastAct.forget();
      select(ids);
    },
    undo: () => project.undo.undo(),
    explain: failure,
    say,
  });
}

/** Resolves once these objects are here and drawn. */
async function arrived(project: Project, ids: readonly string[]): Promise<void> {
  const isHere = () => ids.every((id) => project.objects.has(id));
  if (!isHere()) {
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const stop = project.on('changed', () => isHere() && end());
      const timer = setTimeout(end, ARRIVE_MS);
    });
  }
  // The board draws with the next frame, and the canvas with the one after it.
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}
