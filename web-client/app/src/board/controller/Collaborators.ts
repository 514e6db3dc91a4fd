import type { Json, Project } from '@easel/sdk';
import { getVisibleSceneBounds, zoomToFitBounds } from '@excalidraw/excalidraw';
import type {
  AppState,
  Collaborator,
  ExcalidrawImperativeAPI,
  ExcalidrawProps,
  SocketId,
} from '@excalidraw/excalidraw/types';
import { type PresenceState, presenceReceived, presenceToSend } from '../adapter/presence.ts';
import { cursorId } from './cursorId.ts';

type Pointer = Parameters<NonNullable<ExcalidrawProps['onPointerUpdate']>>[0];

/** The other people on the board: their presence is drawn, our own is sent, and one of them can be followed. */
export class Collaborators {
  readonly #project: Project;
  readonly #api: ExcalidrawImperativeAPI;
  readonly #stop: readonly (() => void)[];
  #own: PresenceState = {
    cursor: null,
    tool: 'pointer',
    button: 'up',
    selection: [],
    viewport: [0, 0, 0, 0],
  };
  /** The ids by which Excalidraw knows the sessions, by session and name. */
  #ids = new Map<string, string>();
  #followed: SocketId | undefined;
  #isSuspended = false;
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
    this.look(api.getAppState());
  }

  /** While the canvas shows something else, others are here, but not on it; and so are we for them. */
  suspend(): void {
    this.#own = { ...this.#own, cursor: null, selection: [] };
    this.#send();
    this.#isSuspended = true;
    this.#schedule();
  }

  resume(): void {
    this.#isSuspended = false;
    this.#schedule();
    this.look(this.#api.getAppState());
  }

  /** Sends where the pointer is. */
  pointer({ pointer, button }: Pointer): void {
    if (this.#isSuspended) return;
    this.#own = { ...this.#own, cursor: [pointer.x, pointer.y], tool: pointer.tool, button };
    this.#send();
  }

  /** Sends what is selected and which part of the canvas is shown, where that changed. */
  look(state: AppState): void {
    const [left, top, right, bottom] = getVisibleSceneBounds(state);
    const viewport = [left, top, right, bottom] as const;
    const selection = Object.keys(state.selectedElementIds);
    const { viewport: old, selection: chosen } = this.#own;
    if (same(viewport, old) && same(selection, chosen)) return;
    this.#own = { ...this.#own, viewport, selection };
    this.#send();
  }

  close(): void {
    for (const stop of this.#stop) stop();
    cancelAnimationFrame(this.#frame);
  }

  #follow(session: SocketId | undefined): void {
    this.#followed = session;
    this.#schedule();
  }

  #send(): void {
    this.#project.presence(presenceToSend(this.#own) as unknown as Json);
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const collaborators = new Map<SocketId, Collaborator>();
    const ids = new Map<string, string>();
    for (const [session, { user, state }] of this.#project.peers) {
      const username = user.name ?? 'anonymous';
      const who = `${session} ${username}`;
      const id = this.#ids.get(who) ?? cursorId(session, username);
      ids.set(who, id);
      const presence = this.#isSuspended ? undefined : presenceReceived(state);
      collaborators.set(session as SocketId, {
        ...{ id, username, socketId: session as SocketId },
        ...(presence && shownPresence(presence)),
      });
    }
    this.#ids = ids;
    this.#api.updateScene({ collaborators });
    if (this.#isSuspended) return;
    const leader = this.#project.peers.get(this.#followed ?? '');
    if (leader) this.#lookAt(presenceReceived(leader.state)?.viewport);
  }

  #lookAt(viewport: PresenceState['viewport'] | undefined): void {
    if (viewport === undefined || viewport[2] <= viewport[0] || viewport[3] <= viewport[1]) return;
    const appState = this.#api.getAppState();
    const bounds = [...viewport] as [number, number, number, number];
    const { scrollX, scrollY, zoom } = zoomToFitBounds({ bounds, appState, fitToViewport: true }).appState;
    this.#api.updateScene({ appState: { scrollX, scrollY, zoom } });
  }
}

function shownPresence({ cursor, tool, button, selection }: PresenceState): Partial<Collaborator> {
  return {
    button,
    selectedElementIds: Object.fromEntries(selection.map((id) => [id, true as const])),
    ...(cursor && { pointer: { x: cursor[0], y: cursor[1], tool } }),
  };
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
