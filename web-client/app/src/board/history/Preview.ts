import type { HistoryApi, Outcome } from '@easel/sdk';
import { failure } from '../../common/failure.ts';
import { Value } from '../../common/Value.ts';
import type { Element } from '../adapter/element.ts';
import { PastScene } from '../adapter/pastScene.ts';
import type { Bounds } from '../adapter/pick.ts';
import type { Restore } from '../adapter/toElement.ts';
import { played, playTimes } from '../past/playback.ts';
import { type Changed, Timeline } from '../past/timeline.ts';
import { readTimeline, type Span, spanOf } from './readTimeline.ts';

/** Events that play goes on with, after the span that was shown. */
const NEXT_EVENTS = 500;
/** After this time without a move, all that changed is outlined, and not only what changed last; in milliseconds. */
const REST_MS = 250;

/** The part of a `Stage` that is needed here. */
export interface PreviewStage {
  show(elements: readonly Element[]): void;
  /** Shows elements that are others than before only there; it asks for those that it has to draw. */
  change(changed: readonly Bounds[], where: (isWanted: (at: Bounds) => boolean) => readonly Element[]): void;
  select(ids: ReadonlySet<string>): void;
  bringIntoView(elements: readonly Element[]): void;
  close(): void;
}

export interface PreviewPorts {
  readonly api: Pick<HistoryApi, 'entries' | 'events' | 'state' | 'restore'>;
  readonly openStage: () => PreviewStage;
  /** Resolves once what the person did before is on the server; rejects where that cannot be. */
  readonly settle: () => Promise<void>;
  readonly restore: Restore;
  readonly boundsOf: (element: Element) => Bounds;
  readonly nextFrame: (callback: () => void) => void;
  /** A clock that only goes forward, in milliseconds. */
  readonly now: () => number;
}

/** A past state, as it is on the canvas. */
export interface Shown {
  readonly span: Span;
  readonly seq: number;
  /** When its last event happened; undefined before the first of all. */
  readonly at: number | undefined;
  /** Who made what changed in the span until then, the last one first. */
  readonly people: readonly string[];
  readonly changed: ReadonlyMap<string, Changed>;
  readonly selected: ReadonlySet<string>;
  readonly isPlaying: boolean;
}

export interface PreviewState {
  readonly shown: Shown | undefined;
  /** The seq that was asked for and has not come yet; what is shown until then is the state before. */
  readonly opening: number | undefined;
  /** Why a state could not be shown or brought back, in words for people. */
  readonly problem: string | undefined;
}

const NOTHING: PreviewState = { shown: undefined, opening: undefined, problem: undefined };
const NONE: ReadonlySet<string> = new Set();

/** Looks at past states on the board's canvas, and goes back and forth among the events of one entry. */
export class Preview {
  readonly state = new Value<PreviewState>(NOTHING);
  readonly #ports: PreviewPorts;
  #stage: PreviewStage | undefined;
  #timeline: Timeline | undefined;
  #scene: PastScene;
  /** While one state follows another, only what changes is drawn. */
  #isInMotion = false;
  #undrawn = new Set<string>();
  #isScheduled = false;
  /** Counts what was asked for: an answer to an earlier question is dropped. */
  #asked = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: PreviewPorts) {
    this.#ports = ports;
    this.#scene = new PastScene(ports.restore, ports.boundsOf);
  }

  /** Shows the state at a seq. Of calls that overlap the last one counts. */
  async open(seq: number, within?: Span): Promise<void> {
    const asked = ++this.#asked;
    this.pause();
    this.#become({ opening: seq, problem: undefined });
    try {
      const { api } = this.#ports;
      const timeline = await readTimeline(api, within ?? (await spanOf(api, seq)));
      if (asked === this.#asked) this.#begin(timeline, seq);
    } catch (error) {
      if (asked === this.#asked) this.#become({ opening: undefined, problem: failure(error) });
    }
  }

  /** Goes to another seq of the span. */
  go(seq: number): void {
    this.pause();
    this.#walk(seq);
  }

  /** Goes on from here to the end of the span, or from its beginning; then to what comes next. */
  play(): void {
    const { shown } = this.state.get();
    if (shown === undefined || shown.isPlaying) return;
    if (this.#timeline?.seq === this.#timeline?.end) this.#walk(shown.span.from - 1);
    this.#change({ isPlaying: true });
    this.#run();
  }

  pause(): void {
    if (this.state.get().shown?.isPlaying) this.#change({ isPlaying: false });
  }

  select(ids: ReadonlySet<string>): void {
    this.#change({ selected: ids });
    this.#stage?.select(ids);
  }

  element(id: string): Element | undefined {
    return this.#scene.element(id);
  }

  /** What is on the canvas, from bottom to top. */
  elements(): readonly Element[] {
    return this.#scene.elements();
  }

  /**
   * Brings back what is shown, or only these objects of it, and gives the board back. Undefined where it was not done:
   * nothing is done while another state is on its way.
   */
  async restore(by: string, objects?: ReadonlySet<string>): Promise<Outcome | undefined> {
    const { shown, opening } = this.state.get();
    if (shown === undefined || opening !== undefined) return undefined;
    this.pause();
    try {
      await this.#ports.settle();
      const outcome = await this.#ports.api.restore({ seq: shown.seq }, by, objects && [...objects]);
      this.leave();
      return outcome;
    } catch (error) {
      this.#become({ problem: failure(error) });
      return undefined;
    }
  }

  /** Gives the board back. */
  leave(): void {
    this.#asked++;
    this.#stop();
    this.state.set(NOTHING);
    this.#timeline = undefined;
    this.#scene = new PastScene(this.#ports.restore, this.#ports.boundsOf);
    this.#undrawn = new Set();
    const stage = this.#stage;
    this.#stage = undefined;
    stage?.close();
  }

  #begin(timeline: Timeline, seq: number): void {
    this.#stop();
    this.#stage ??= this.#ports.openStage();
    for (const id of this.#timeline?.objects.keys() ?? []) this.#undrawn.add(id);
    for (const id of timeline.objects.keys()) this.#undrawn.add(id);
    this.#timeline = timeline;
    for (const id of timeline.go(seq)) this.#undrawn.add(id);
    this.state.set({ shown: this.#shown(timeline), opening: undefined, problem: undefined });
    this.#stage.select(NONE);
    this.#draw();
    const changed = [...(this.state.get().shown?.changed.keys() ?? [])];
    this.#stage.bringIntoView(
      changed.map((id) => this.element(id)).filter((element) => element !== undefined),
    );
  }

  #walk(seq: number): void {
    const timeline = this.#timeline;
    if (timeline === undefined || seq === timeline.seq) return;
    for (const id of timeline.go(seq)) this.#undrawn.add(id);
    const step = timeline.step(timeline.seq);
    const changed = new Map<string, Changed>();
    for (const id of step?.after.keys() ?? []) changed.set(id, { by: step?.by ?? '', how: 'changed' });
    this.#change({ ...this.#position(timeline), changed });
    this.#schedule();
    clearTimeout(this.#rest);
    this.#isInMotion = true;
    this.#rest = setTimeout(() => {
      this.#isInMotion = false;
      this.#change({ changed: timeline.changed() });
      this.#draw();
    }, REST_MS);
  }

  /** What moved is left, or another state takes its place. */
  #stop(): void {
    clearTimeout(this.#rest);
    this.#isInMotion = false;
  }

  #shown(timeline: Timeline): Shown {
    const changed = timeline.changed();
    return { ...this.#position(timeline), changed, selected: NONE, isPlaying: false };
  }

  #position(timeline: Timeline): Pick<Shown, 'span' | 'seq' | 'at' | 'people'> {
    const { seq, at, base, end } = timeline;
    const steps = timeline.steps.slice(0, seq - base);
    const people = new Set(steps.reverse().map(({ by }) => by));
    return { span: { from: base + 1, to: end }, seq, at, people: [...people] };
  }

  #run(): void {
    const timeline = this.#timeline;
    if (timeline === undefined) return;
    const from = timeline.seq;
    const times = playTimes(timeline.steps.slice(from - timeline.base).map(({ at }) => at));
    const began = this.#ports.now();
    const frame = () => {
      if (this.#timeline !== timeline || !this.state.get().shown?.isPlaying) return;
      this.#walk(from + played(times, this.#ports.now() - began));
      if (this.#undrawn.size > 0) this.#draw();
      if (timeline.seq < timeline.end) this.#ports.nextFrame(frame);
      else void this.#continue(timeline);
    };
    this.#ports.nextFrame(frame);
  }

  /** Plays what comes after the span; at the end of all, play stops. */
  async #continue(timeline: Timeline): Promise<void> {
    const asked = this.#asked;
    const { end } = timeline;
    try {
      const { events } = await this.#ports.api.events({ after: end, limit: NEXT_EVENTS });
      if (asked !== this.#asked || !this.state.get().shown?.isPlaying) return;
      if (events.length === 0) return this.pause();
      const objects = Array.from(timeline.objects, ([id, props]) => ({ id, props }));
      const next = new Timeline(end, objects, timeline.at);
      next.append(events);
      this.#timeline = next;
      this.#change(this.#position(next));
      this.#run();
    } catch (error) {
      if (asked !== this.#asked) return;
      this.pause();
      this.#become({ problem: failure(error) });
    }
  }

  /** A state is drawn once a frame, the latest. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#ports.nextFrame(() => {
      this.#isScheduled = false;
      if (this.#undrawn.size > 0) this.#draw();
    });
  }

  #draw(): void {
    if (this.#timeline === undefined) return;
    const touched = this.#undrawn;
    this.#undrawn = new Set();
    const changed = this.#scene.update(this.#timeline.objects, touched);
    if (this.#isInMotion) this.#stage?.change(changed, (isWanted) => this.#scene.where(isWanted));
    else this.#stage?.show(this.#scene.elements());
  }

  #become(state: Partial<Omit<PreviewState, 'shown'>>): void {
    this.state.set({ ...this.state.get(), ...state });
  }

  #change(shown: Partial<Shown>): void {
    const state = this.state.get();
    if (state.shown !== undefined) this.state.set({ ...state, shown: { ...state.shown, ...shown } });
  }
}
