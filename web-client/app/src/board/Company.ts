import type { Json, Project } from '@easel/sdk';
import { getVisibleSceneBounds, zoomToFitBounds } from '@excalidraw/excalidraw';
import type {
  AppState,
  Collaborator,
  ExcalidrawImperativeAPI,
  ExcalidrawProps,
  SocketId,
} from '@excalidraw/excalidraw/types';
import { type Glance, glanceAt, presenceOf } from './adapter/presence.ts';

type Pointer = Parameters<NonNullable<ExcalidrawProps['onPointerUpdate']>>[0];

/** The others on the board: where they are is drawn, where we are is told, and one of them can be followed. */
export class Company {
  readonly #project: Project;
  readonly #api: ExcalidrawImperativeAPI;
  readonly #stop: readonly (() => void)[];
  #glance: Glance = { cursor: null, tool: 'pointer', button: 'up', selection: [], viewport: [0, 0, 0, 0] };
  #followed: SocketId | undefined;
  #frame = 0;

  constructor(project: Project, api: ExcalidrawImperativeAPI) {
    this.#project = project;
    this.#api = api;
    this.#stop = [
      project.on('peers', () => this.#schedule()),
      api.onUserFollow(({ action, userToFollow }) =>
        this.#follow(action === 'FOLLOW' ? userToFollow.socketId : undefined),
      ),
    ];
    this.#schedule();
    this.tell(api.getAppState());
  }

  pointer({ pointer, button }: Pointer): void {
    this.#glance = { ...this.#glance, cursor: [pointer.x, pointer.y], tool: pointer.tool, button };
    this.#tell();
  }

  /** Tells what is selected and looked at, where that changed. */
  tell(state: AppState): void {
    const [left, top, right, bottom] = getVisibleSceneBounds(state);
    const viewport = [left, top, right, bottom] as const;
    const selection = Object.keys(state.selectedElementIds);
    const { viewport: old, selection: chosen } = this.#glance;
    if (same(viewport, old) && same(selection, chosen)) return;
    this.#glance = { ...this.#glance, viewport, selection };
    this.#tell();
  }

  close(): void {
    for (const stop of this.#stop) stop();
    cancelAnimationFrame(this.#frame);
  }

  #follow(session: SocketId | undefined): void {
    this.#followed = session;
    this.#schedule();
  }

  #tell(): void {
    this.#project.presence(presenceOf(this.#glance) as unknown as Json);
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const collaborators = new Map<SocketId, Collaborator>();
    for (const [session, { user, state }] of this.#project.peers) {
      collaborators.set(
        session as SocketId,
        collaborator(session, user.name ?? 'anonymous', glanceAt(state)),
      );
    }
    this.#api.updateScene({ collaborators });
    const leader = this.#project.peers.get(this.#followed ?? '');
    if (leader) this.#lookAt(glanceAt(leader.state)?.viewport);
  }

  #lookAt(viewport: Glance['viewport'] | undefined): void {
    if (viewport === undefined || viewport[2] <= viewport[0] || viewport[3] <= viewport[1]) return;
    const appState = this.#api.getAppState();
    const bounds = [...viewport] as [number, number, number, number];
    const { scrollX, scrollY, zoom } = zoomToFitBounds({ bounds, appState, fitToViewport: true }).appState;
    this.#api.updateScene({ appState: { scrollX, scrollY, zoom } });
  }
}

function collaborator(session: string, username: string, glance: Glance | undefined): Collaborator {
  const base = { id: session, socketId: session as SocketId, username };
  if (glance === undefined) return base;
  const { cursor, tool, button, selection } = glance;
  return {
    ...base,
    button,
    selectedElementIds: Object.fromEntries(selection.map((id) => [id, true as const])),
    ...(cursor && { pointer: { x: cursor[0], y: cursor[1], tool } }),
  };
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
