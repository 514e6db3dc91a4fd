import type { Props } from '../protocol/change.ts';
import { equal } from '../protocol/equal.ts';
import type { ProjectEvents } from './events.ts';
import type { Listeners } from './listeners.ts';

type News = ProjectEvents['project'];

/** A project's title, active version and settings, as the server last told them. */
export class ProjectNews {
  readonly #listeners: Listeners<ProjectEvents>;
  readonly #versionTold: (version: string) => void;
  #news: News = { title: '', version: '', settings: {} };

  /** @param versionTold is told the active version, when it becomes known and whenever it was switched */
  constructor(listeners: Listeners<ProjectEvents>, versionTold: (version: string) => void) {
    this.#listeners = listeners;
    this.#versionTold = versionTold;
  }

  get title(): string {
    return this.#news.title;
  }

  get version(): string {
    return this.#news.version;
  }

  get settings(): Props {
    return this.#news.settings;
  }

  get latest(): News {
    return this.#news;
  }

  received({ title, version, settings }: News): void {
    const last = this.#news;
    this.#news = { title, version, settings };
    if (last.version !== version) this.#versionTold(version);
    if (last.title !== title || last.version !== version || !equal(last.settings, settings)) {
      this.#listeners.emit('project', this.#news);
    }
  }
}
