import type { Project } from '@easel/sdk';
import { open } from '../../sdk/test/server/open.ts';
import { boxOf } from '../e2e/longBoard.ts';

/** How often a hand moves, in milliseconds. */
const BEAT_MS = 34;
const OWN = 'neighbours-own';

/** Somebody else on the board, who moves the pointer and an object of their own, without a browser. */
export class Neighbour {
  readonly #project: Project;
  readonly #beat: NodeJS.Timeout;

  private constructor(project: Project, [x, y]: readonly [number, number]) {
    this.#project = project;
    let step = 0;
    project.edit([{ op: 'put', id: OWN, props: { ...boxOf(0), index: 'd0000', x, y } as never }]);
    this.#beat = setInterval(() => {
      step++;
      const at = [x + 200 * Math.sin(step / 20), y + 200 * Math.cos(step / 20)] as const;
      project.presence({
        cursor: at,
        selection: [OWN],
        viewport: [x - 800, y - 500, x + 800, y + 500],
      } as never);
      if (step % 3 === 0)
        project.edit([{ op: 'patch', id: OWN, set: { x: at[0], y: at[1] } }], { live: true });
    }, BEAT_MS);
  }

  /** @param around where they work, in scene coordinates */
  static async join(origin: string, project: string, around: readonly [number, number]): Promise<Neighbour> {
    const opened = open(origin, project);
    await new Promise<void>((resolve) => {
      opened.on('status', ({ synced }) => synced && resolve());
    });
    return new Neighbour(opened, around);
  }

  async leave(): Promise<void> {
    clearInterval(this.#beat);
    await this.#project.close();
  }
}
