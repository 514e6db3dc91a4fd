import { type Api, ApiProblem, type TrashedProject } from '@easel/sdk';
import { failure } from '../common/failure.ts';
import { Value } from '../common/Value.ts';
import { t, type trash } from '../words/trash.ts';

/** Projects that are asked for at once. */
const PAGE = 100;

type Failed = Extract<keyof typeof trash, `trash.failed.${string}`>;

export interface TrashState {
  /** Undefined until the first answer. */
  readonly rows: readonly TrashedProject[] | undefined;
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
  /** What was restored last. */
  readonly restored: TrashedProject | undefined;
  /** What failed last, in words for people. */
  readonly problem: string | undefined;
  /** Whether the server shows a trash only to people it knows, and does not know this one. */
  readonly isSignedOut: boolean;
}

/** The projects in the trash, as they were when they were asked for, without those that are taken out here. */
export class TrashList {
  readonly state = new Value<TrashState>({
    rows: undefined,
    next: null,
    restored: undefined,
    problem: undefined,
    isSignedOut: false,
  });
  readonly #api: Api;
  /** Does what failed last once more. */
  #again = (): Promise<void> => this.more();

  constructor(api: Api) {
    this.#api = api;
  }

  /** Asks for the first page, or for the next one. */
  more(): Promise<void> {
    return this.#attempt('trash.failed.read', async () => {
      const { next, rows = [] } = this.state.get();
      const page = await this.#api.trash({ limit: PAGE, ...(next !== null && { after: next }) });
      return { rows: [...rows, ...page.projects], next: page.next };
    });
  }

  restore(row: TrashedProject): Promise<void> {
    return this.#attempt('trash.failed.restore', async () => {
      await this.#api.undeleteProject(row.id);
      return { ...this.#without(row), restored: row };
    });
  }

  remove(row: TrashedProject): Promise<void> {
    return this.#attempt('trash.failed.delete', async () => {
      await this.#api.deleteProject(row.id, { permanently: true });
      return this.#without(row);
    });
  }

  /** Tries what failed last once more. */
  again(): Promise<void> {
    this.state.set({ ...this.state.get(), problem: undefined });
    return this.#again();
  }

  #without({ id }: TrashedProject): Pick<TrashState, 'rows'> {
    return { rows: this.state.get().rows?.filter((row) => row.id !== id) };
  }

  async #attempt(what: Failed, act: () => Promise<Partial<TrashState>>): Promise<void> {
    try {
      const now = await act();
      this.state.set({
        ...this.state.get(),
        restored: undefined,
        problem: undefined,
        isSignedOut: false,
        ...now,
      });
    } catch (error) {
      this.#again = () => this.#attempt(what, act);
      const isSignedOut = error instanceof ApiProblem && error.status === 401;
      this.state.set({ ...this.state.get(), problem: t(what, { why: failure(error) }), isSignedOut });
    }
  }
}
