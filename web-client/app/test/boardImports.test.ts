import type { Imported, Project } from '@easel/sdk';
import { expect, it, vi } from 'vitest';
import { type BoardImportOptions, boardImports } from '../src/board/controller/boardImports.ts';
import type { LastAct } from '../src/board/controller/LastAct.ts';

const { sent } = vi.hoisted(() => ({ sent: vi.fn<() => Promise<Imported>>() }));
vi.mock('../src/common/api.ts', () => ({ api: { import: sent } }));
vi.mock('../src/common/person.ts', () => ({ ownName: () => 'Ada' }));
vi.mock('@excalidraw/excalidraw', () => ({ getCommonBounds: () => [0, 0, 0, 0] }));

it('all that a gesture under way has moved is told before an import ends its step of undo', async () => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run));
  sent.mockResolvedValue({ seq: 1, objects: 1, files: 0, skipped: [], skippedCount: 0, ids: ['new'] });
  const done: string[] = [];
  const project = {
    id: 'p',
    status: { kind: 'live', readOnly: false },
    objects: new Map([['new', {}]]),
    undo: { adopt: (ids: readonly string[]) => done.push(`adopt ${ids}`), undo: () => done.push('undo') },
  };
  const imports = boardImports({
    project: project as unknown as Project,
    canvas: { getSceneElements: () => [] } as unknown as BoardImportOptions['canvas'],
    lastAct: { forget: () => undefined } as LastAct,
    isIdle: () => false,
    collect: () => done.push('all is told'),
    say: (message) => done.push(message),
  });
  await imports.import([new File(['{}'], 'a.excalidraw')]);
  expect(done).toEqual(['all is told', 'adopt new', '1 object imported']);
  vi.unstubAllGlobals();
});
