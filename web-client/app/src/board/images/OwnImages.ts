import { type Api, type Assets, NotEditable, openAssets, type Project } from '@easel/sdk';
import { explain } from './explain.ts';

/**
 * Own images of an open project on their way to the server. They live as long as the project, over any number of
 * canvases: the bytes of one that this browser could not keep are nowhere else.
 */
export class OwnImages {
  readonly assets: Assets;
  /** Whether this browser keeps images. */
  readonly areKept: Promise<boolean>;
  /** Draws these objects again, where there is a canvas. */
  redraw: (ids: readonly string[]) => void = () => undefined;
  readonly #project: Project;

  constructor(api: Api, project: Project, open: typeof openAssets = openAssets) {
    this.#project = project;
    this.assets = open({
      api,
      project: project.id,
      explain,
      isAble: () => !project.status.readOnly,
      stored: (fileId) => this.#markSaved(fileId),
    });
    this.areKept = this.uploads.resume();
  }

  get uploads(): Assets['uploads'] {
    return this.assets.uploads;
  }

  close(): void {
    this.assets.close();
  }

  /** Others fetch an image once its element says that it is saved. Waits until it is known which that is. */
  async #markSaved(fileId: string): Promise<void> {
    const project = this.#project;
    const shown = () => [...project.objects].filter(([, props]) => props.fileId === fileId);
    if (shown().length === 0 && !project.status.synced) await synced(project);
    const ids = shown().flatMap(([id, props]) => (props.status === 'saved' ? [] : [id]));
    if (ids.length === 0) return;
    // It is marked when this person may change the board again: until then it stays among the uploads.
    if (project.status.readOnly) throw new NotEditable('this project may only be looked at');
    project.edit(
      ids.map((id) => ({ op: 'patch', id, set: { status: 'saved' } })),
      { history: 'none' },
    );
    this.redraw(ids);
  }
}

function synced(project: Project): Promise<void> {
  return new Promise((resolve) => {
    const stop = project.on('status', (status) => {
      if (!status.synced) return;
      stop();
      resolve();
    });
  });
}
