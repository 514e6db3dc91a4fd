import { equal } from '../protocol/equal.ts';
import type { ProjectEvents } from './events.ts';
import type { Listeners } from './listeners.ts';

type News = ProjectEvents['project'];

/** A project's title, active version and settings, as the server last told them. */
export class ProjectNews {
  readonly #listeners: Listeners<ProjectEvents>;
  readonly #versionSwitched: () => void;
  #news: News = { title: '', version: '', settings: {} };

  constructor(listeners: Listeners<ProjectEvents>, versionSwitched: () => void) {
    this.#listeners = listeners;
    this.#versionSwitched = versionSwitched;
  }

  get title(): string {
    return this.#news.title;
  }

  received({ title, version, settings }: News): void {
    const last = this.#news;
    this.#news = { title, version, settings };
    if (last.version !== '' && last.version !== version) this.#versionSwitched();
    if (last.title !== title || last.version !== version || !equal(last.settings, settings)) {
      this.#listeners.emit('project', this.#news);
    }
  }
}
