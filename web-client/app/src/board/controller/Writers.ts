import type { Project } from '@easel/sdk';
import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { hueOfUser } from '../../common/people.ts';
import { Value } from '../../common/Value.ts';
import { presenceReceived, type Writing } from '../adapter/presence.ts';
import { wordsOf } from '../adapter/words.ts';

export interface WritersOptions {
  readonly project: Project;
  readonly canvas: ExcalidrawImperativeAPI;
  /** Tells others where the person writes. */
  readonly tell: (writing: Writing | undefined) => void;
  /** Whether the person has typed something into the text. */
  readonly hasTyped: (id: string) => boolean;
}

/** Somebody else who writes in a text, and where on the canvas that is, in pixels. */
export interface Writer {
  readonly session: string;
  readonly name: string | undefined;
  readonly hue: number;
  readonly x: number;
  readonly y: number;
}

/** The person is about to write where somebody else does. */
export interface AskedWriter {
  readonly name: string | undefined;
  readonly goOn: () => void;
  readonly leave: () => void;
}

type Peer = Pick<Writer, 'session' | 'name' | 'hue'> & { readonly writing: Writing };

/** Who writes in which text: shown to the others, and asked before a second one does. */
export class Writers {
  readonly all = new Value<readonly Writer[]>([]);
  readonly asked = new Value<AskedWriter | undefined>(undefined);
  readonly #options: WritersOptions;
  readonly #stop: readonly (() => void)[];
  #text: string | undefined;
  #own: Writing | undefined;
  /** The text in which the person wants to write whoever else does. */
  #insistsOn: string | undefined;
  #frame = 0;

  constructor(options: WritersOptions) {
    const { project, canvas } = options;
    this.#options = options;
    this.#stop = [
      project.on('peers', () => this.#peersChanged()),
      project.on('changed', ({ ids, origin }) => {
        if (origin === 'remote' || origin === 'sync') this.#follow(ids);
        if (this.#peers().length > 0) this.#schedule();
      }),
      canvas.onScrollChange(() => this.#schedule()),
    ];
    this.#schedule();
  }

  /** Called at every change of the canvas. */
  look({ editingTextElement: text }: Pick<AppState, 'editingTextElement'>): void {
    if (text?.id === this.#text) return;
    this.#text = text?.id;
    if (text === null) {
      this.#insistsOn = undefined;
      this.#tell(undefined);
      return;
    }
    const shape = 'containerId' in text ? text.containerId : null;
    const ids = shape === null ? [text.id] : [text.id, shape];
    const insists = this.#insistsOn === text.id;
    const other = this.#peers().find(({ writing }) => writing.ids.some((id) => ids.includes(id)));
    if (other && !insists) this.#ask(other, text.id, shape ?? text.id);
    else this.#tell({ ids, insists });
  }

  close(): void {
    for (const stop of this.#stop) stop();
    cancelAnimationFrame(this.#frame);
  }

  #tell(writing: Writing | undefined): void {
    if (writing === undefined && this.#own === undefined) return;
    this.#own = writing;
    this.#options.tell(writing);
  }

  /** Ends the editor, which has not been typed in, and opens it again if the person wants to write all the same. */
  #ask({ name }: Peer, text: string, selected: string): void {
    const { canvas } = this.#options;
    const leave = () => this.asked.set(undefined);
    const goOn = () => {
      leave();
      this.#insistsOn = text;
      canvas.updateScene({ appState: { selectedElementIds: { [selected]: true } } });
      // Excalidraw has no call for it. It takes keys once the dialog is gone.
      setTimeout(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' })));
    };
    this.#tell(undefined);
    // After Excalidraw has done what it is doing: it is told of this while it draws.
    setTimeout(() => {
      field()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
      this.asked.set({ name, goOn, leave });
    });
  }

  /** Two may have begun before either heard of the other: one of them, the same for both, is asked then. */
  #peersChanged(): void {
    this.#schedule();
    const { project, hasTyped } = this.#options;
    const own = this.#own;
    const text = this.#text;
    if (own === undefined || own.insists || text === undefined || hasTyped(text)) return;
    const other = this.#peers().find(
      ({ session, writing }) =>
        !writing.insists &&
        writing.ids.some((id) => own.ids.includes(id)) &&
        (project.session ?? '') > session,
    );
    if (other) this.#ask(other, text, own.ids.at(-1) ?? text);
  }

  /** A text that is open and was not typed in shows what others write in it. */
  #follow(ids: ReadonlySet<string>): void {
    const { project, hasTyped } = this.#options;
    const text = this.#text;
    if (text === undefined || !ids.has(text) || hasTyped(text)) return;
    const words = wordsOf(project.objects.get(text) ?? {});
    const editor = field();
    if (words !== undefined && editor !== null && editor.value !== words) editor.value = words;
  }

  #peers(): readonly Peer[] {
    return [...this.#options.project.peers].flatMap(([session, { user, state }]) => {
      const writing = presenceReceived(state)?.writing;
      return writing ? [{ session, name: user.name, hue: hueOfUser(user), writing }] : [];
    });
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const peers = this.#peers();
    if (peers.length === 0 && this.all.get().length === 0) return;
    const { canvas } = this.#options;
    const { scrollX, scrollY, zoom } = canvas.getAppState();
    const elements = new Map(canvas.getSceneElements().map((element) => [element.id, element]));
    this.all.set(
      peers.flatMap(({ writing, ...who }) => {
        const element = elements.get(writing.ids[0] ?? '');
        if (element === undefined) return [];
        return [{ ...who, x: (element.x + scrollX) * zoom.value, y: (element.y + scrollY) * zoom.value }];
      }),
    );
  }
}

/** Excalidraw's field in which a text of the canvas is written. */
function field(): HTMLTextAreaElement | null {
  return document.querySelector('textarea.excalidraw-wysiwyg');
}
