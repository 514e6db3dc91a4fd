import type { Api, Project } from '@easel/sdk';
import { UNTITLED } from '../../common/untitled.ts';
import { t } from '../../words/board.ts';
import type { Element } from '../adapter/element.ts';
import type { NoteAct } from './note.ts';

const LONGEST = 60;
const CHOICE_MS = 10_000;

export interface FirstTitleOptions {
  readonly api: Pick<Api, 'changeProject'>;
  readonly project: Pick<Project, 'id' | 'title'>;
  readonly say: (message: string, ms: number, act?: NoteAct) => void;
}

/** A board that nobody has named is called by the first text that the person writes on it, who can take that back. */
export class FirstTitle {
  readonly #options: FirstTitleOptions;
  #written: string | undefined;
  #isDone = false;

  constructor(options: FirstTitleOptions) {
    this.#options = options;
  }

  /** Called at every change of the canvas. */
  look(
    elements: readonly Element[],
    state: { readonly editingTextElement: { readonly id: string } | null },
  ): void {
    if (this.#isDone || this.#options.project.title !== UNTITLED) return;
    const written = this.#written;
    this.#written = state.editingTextElement?.id;
    if (written === undefined || written === this.#written) return;
    const element = elements.find(({ id, isDeleted }) => id === written && !isDeleted);
    const title = element?.type === 'text' ? titleOf(element.originalText) : undefined;
    if (title !== undefined) void this.#name(title);
  }

  async #name(title: string): Promise<void> {
    const { api, project, say } = this.#options;
    this.#isDone = true;
    try {
      await api.changeProject(project.id, { title });
    } catch {
      // The board stays without a name, which the next text may give it.
      this.#isDone = false;
      return;
    }
    const takeBack = () => {
      // Somebody may have named it meanwhile.
      if (project.title === title)
        void api.changeProject(project.id, { title: UNTITLED }).catch(() => undefined);
    };
    say(t('board.titled', { title }), CHOICE_MS, { label: t('common.undo'), run: takeBack });
  }
}

/** The first line with words, cut after a word where it is long. */
export function titleOf(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
  const letters = [...(lines.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? '')];
  if (letters.length <= LONGEST) return letters.join('') || undefined;
  const cut = letters.slice(0, LONGEST).join('');
  const end = cut.lastIndexOf(' ');
  return `${end > LONGEST / 2 ? cut.slice(0, end) : cut}…`;
}
