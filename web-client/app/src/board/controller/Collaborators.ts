import type { Json, Project } from '@easel/sdk';
import { getVisibleSceneBounds, zoomToFitBounds } from '@excalidraw/excalidraw';
import type {
  AppState,
  Collaborator,
  ExcalidrawImperativeAPI,
  ExcalidrawProps,
  SocketId,
} from '@excalidraw/excalidraw/types';
import { hueOfUser, remember } from '../../common/people.ts';
import { t } from '../../words/board.ts';
import { circleOver } from '../adapter/circle.ts';
import { DrawnPeople } from '../adapter/cursors.ts';
import { type PresenceState, presenceReceived, presenceToSend, type Writing } from '../adapter/presence.ts';
import { ActivityWatch, browserActivity } from './ActivityWatch.ts';
import { Beat } from './Beat.ts';
import { Bringing } from './Bringing.ts';
import { cursorId } from './cursorId.ts';
import type { NoteAct } from './note.ts';

type Pointer = Parameters<NonNullable<ExcalidrawProps['onPointerUpdate']>>[0];

export interface CollaboratorsOptions {
  readonly project: Project;
  readonly canvas: ExcalidrawImperativeAPI;
  /** Whether the person is in the middle of something. */
  readonly isBusy: () => boolean;
  readonly say: (message: string, ms: number, act?: NoteAct, shown?: () => void) => void;
}

/**
 * The other people on the board: their presence is drawn, our own is sent, and one of them can be followed, or brings
 * all to what they see.
 */
export class Collaborators {
  readonly #project: Project;
  readonly #api: ExcalidrawImperativeAPI;
  readonly #say: CollaboratorsOptions['say'];
  readonly #stop: readonly (() => void)[];
  #own: PresenceState = {
    cursor: null,
    tool: 'pointer',
    button: 'up',
    selection: [],
    viewport: [0, 0, 0, 0],
    activity: 'active',
  };
  readonly #activity: ActivityWatch;
  readonly #bringing: Bringing;
  /** The ids by which Excalidraw knows the sessions, by session, name and hue. */
  #ids = new Map<string, string>();
  #followed: SocketId | undefined;
  #isSuspended = false;
  #frame = 0;
  readonly #drawn = new DrawnPeople<Collaborator>();
  /** Cursors are drawn as often as they are sent, however many there are. */
  readonly #beat = new Beat({
    look: () => {
      // A frame that is asked for again at each beat would never come where the machine draws more slowly.
      this.#frame ||= requestAnimationFrame(() => {
        this.#frame = 0;
        this.#draw();
      });
      return false;
    },
    tellMore: () => false,
  });

  constructor({ project, canvas: api, isBusy, say }: CollaboratorsOptions) {
    this.#project = project;
    this.#api = api;
    this.#say = say;
    this.#bringing = new Bringing({
      isBusy: () => this.#isSuspended || isBusy(),
      tell: (summon) => {
        const { summon: _, ...own } = this.#own;
        this.#own = { ...own, ...(summon !== undefined && { summon }) };
        this.#send();
      },
      nameOf: (session) => project.peers.get(session)?.user.name,
      go: (session) => this.#goTo(session),
      say,
    });
    this.#activity = new ActivityWatch(browserActivity(), (activity) => {
      this.#own = { ...this.#own, activity };
      this.#send();
    });
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
    const { writing: _, ...own } = this.#own;
    this.#own = { ...own, cursor: null, selection: [] };
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

  /** Sends where the person writes. */
  writes(writing: Writing | undefined): void {
    const { writing: _, ...own } = this.#own;
    this.#own = { ...own, ...(writing && { writing }) };
    this.#send();
  }

  /** Asks all others to look at what is seen here; false while that was done a moment ago. */
  bring(): boolean {
    return this.#bringing.summon();
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#activity.close();
    this.#bringing.close();
    this.#beat.stop();
    cancelAnimationFrame(this.#frame);
  }

  #follow(session: SocketId | undefined): void {
    if (session !== undefined && this.#circle(session).length > 0) {
      const name = this.#project.peers.get(session)?.user.name ?? t('common.person.unnamed');
      this.#say(t('board.follow.circle', { name }), 4_000);
      this.#api.updateScene({ appState: { userToFollow: null } });
      return;
    }
    this.#followed = session;
    const { following: _, ...own } = this.#own;
    this.#own = { ...own, ...(session !== undefined && { following: session }) };
    this.#send();
    this.#schedule();
  }

  #circle(leader: string): readonly string[] {
    const { session, peers } = this.#project;
    if (session === undefined) return [];
    return circleOver(session, leader, (at) => presenceReceived(peers.get(at)?.state)?.following);
  }

  /** Two who begin to follow each other at once learn of it afterwards: one of them, the same for all, lets go. */
  #leaveCircle(): void {
    const circle = this.#followed === undefined ? [] : this.#circle(this.#followed);
    if (circle.length === 0 || circle.some((session) => session > (this.#project.session ?? ''))) return;
    this.#api.updateScene({ appState: { userToFollow: null } });
    this.#follow(undefined);
  }

  #send(): void {
    this.#project.presence(presenceToSend(this.#own) as unknown as Json);
  }

  #schedule(): void {
    this.#beat.changed(true);
  }

  #draw(): void {
    const collaborators = new Map<SocketId, Collaborator>();
    const ids = new Map<string, string>();
    const summons = new Map<string, string | undefined>();
    for (const [session, { user, state }] of this.#project.peers) {
      const username = user.name ?? t('common.person.unnamed');
      const hue = hueOfUser(user);
      const who = `${session} ${hue} ${username}`;
      const id = this.#ids.get(who) ?? cursorId(session, hue);
      if (!this.#ids.has(who)) remember(username, hue);
      ids.set(who, id);
      const received = presenceReceived(state);
      summons.set(session, received?.summon);
      const presence = this.#isSuspended ? undefined : received;
      collaborators.set(session as SocketId, {
        ...{ id, username, socketId: session as SocketId },
        ...(presence && shownPresence(presence)),
      });
    }
    this.#ids = ids;
    if (this.#drawn.become(collaborators)) this.#api.updateScene({ collaborators });
    this.#bringing.hear(summons);
    if (this.#isSuspended) return;
    this.#leaveCircle();
    const leader = this.#project.peers.get(this.#followed ?? '');
    if (leader) this.#lookAt(presenceReceived(leader.state)?.viewport);
  }

  /** Looks at what they see, and follows nobody. Returns what leads back; undefined where they are not here. */
  #goTo(session: string): (() => void) | undefined {
    const peer = this.#project.peers.get(session);
    if (peer === undefined || this.#isSuspended) return undefined;
    const { scrollX, scrollY, zoom } = this.#api.getAppState();
    this.#api.updateScene({ appState: { userToFollow: null } });
    this.#followed = undefined;
    this.#lookAt(presenceReceived(peer.state)?.viewport);
    return () => this.#api.updateScene({ appState: { scrollX, scrollY, zoom } });
  }

  #lookAt(viewport: PresenceState['viewport'] | undefined): void {
    if (viewport === undefined || viewport[2] <= viewport[0] || viewport[3] <= viewport[1]) return;
    const appState = this.#api.getAppState();
    const bounds = [...viewport] as [number, number, number, number];
    const { scrollX, scrollY, zoom } = zoomToFitBounds({ bounds, appState, fitToViewport: true }).appState;
    this.#api.updateScene({ appState: { scrollX, scrollY, zoom } });
  }
}

function shownPresence(presence: PresenceState): Partial<Collaborator> {
  const { cursor, tool, button, selection, activity } = presence;
  return {
    button,
    userState: activity as NonNullable<Collaborator['userState']>,
    selectedElementIds: Object.fromEntries(selection.map((id) => [id, true as const])),
    ...(cursor && { pointer: { x: cursor[0], y: cursor[1], tool } }),
  };
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
