import type { Timers } from '../ports/timers.ts';
import type { Hello, ServerMessage, User } from '../protocol/message.ts';
import type { Overruled } from '../replica/overruling.ts';
import type { Replica } from '../replica/replica.ts';
import type { EditPipeline } from './editPipeline.ts';
import type { PresenceChannel } from './presenceChannel.ts';
import type { ProjectNews } from './projectNews.ts';
import type { PublishedState } from './publishedState.ts';

export interface MessageHandlerOptions {
  readonly replica: Replica;
  readonly pipeline: EditPipeline;
  readonly presence: PresenceChannel;
  readonly news: ProjectNews;
  readonly state: PublishedState;
  readonly timers: Timers;
  readonly user: () => User;
  /** Others set what own changes replace. */
  readonly overruled: (theirs: Overruled) => void;
  /** A sync has ended: this client is live. */
  readonly live: () => void;
  /** What the server said does not fit what is here: another connection is needed (B4). */
  readonly faulty: () => void;
}

/** What is said to the server when a socket opens, and what follows from each of the server's messages. */
export class MessageHandler {
  readonly #options: MessageHandlerOptions;

  constructor(options: MessageHandlerOptions) {
    this.#options = options;
  }

  hello(attempt: number, inflates: boolean): Hello {
    const { replica } = this.#options;
    const user = this.#options.user();
    const { client, resume, partial, outbox } = replica;
    const { pending } = outbox;
    return {
      type: 'hello',
      client,
      attempt,
      pending,
      ...(resume && { resume }),
      ...(partial && { partial }),
      user,
      takes: ['author', 'columns', ...(inflates ? (['deflate'] as const) : [])],
    };
  }

  received(message: ServerMessage): void {
    const { replica, pipeline, timers, faulty } = this.#options;
    const { changed, overruled, fault } = replica.receive(message, timers.now());
    this.#tell(message);
    const isReady = message.type === 'ready';
    if (isReady && fault === undefined) this.#live();
    pipeline.changed(changed, isReady ? 'sync' : 'remote');
    if (overruled) this.#options.overruled(overruled);
    if (fault !== undefined) faulty();
    if (message.type === 'refused') pipeline.sendNow();
    pipeline.settle();
  }

  /** What does not concern the objects: who is here, and what the project is called. */
  #tell(message: ServerMessage): void {
    const { presence, news, state } = this.#options;
    switch (message.type) {
      case 'welcome':
        presence.welcomed(message.session, message.peers, message.here);
        news.received(message.project);
        state.role(message.role);
        break;
      case 'role':
        state.role(message.role);
        break;
      case 'project':
        news.received(message);
        break;
      case 'presence':
        presence.received(message.peers, message.here);
        break;
    }
  }

  #live(): void {
    const { pipeline, presence, state, live } = this.#options;
    live();
    state.become({ kind: 'live', synced: true, shown: true, away: false });
    presence.again();
    pipeline.sendNow();
  }
}
