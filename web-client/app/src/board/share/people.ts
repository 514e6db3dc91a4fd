import type { Peer, Project } from '@easel/sdk';
import { hueOfUser } from '../../common/people.ts';
import { t } from '../../words/share.ts';
import { type Activity, presenceReceived } from '../adapter/presence.ts';

/** Somebody who is at the board, in one window or several. */
export interface Person {
  readonly name: string;
  /** In degrees. */
  readonly hue: number;
  readonly activity: Activity;
  readonly windows: number;
  readonly isOwn: boolean;
}

/** Windows at a board at which so many are that not all are known. */
export interface Crowd {
  /** All of them, the own one included. */
  readonly here: number;
  readonly unknown: number;
}

/** Undefined where all are known. */
export function crowdOf({ here, peers }: Pick<Project, 'here' | 'peers'>): Crowd | undefined {
  const unknown = here - 1 - peers.size;
  return unknown > 0 ? { here, unknown } : undefined;
}

const MOST_PRESENT: readonly Activity[] = ['active', 'idle', 'away'];

/**
 * Who is here, oneself first and the others by name. Until people sign in, windows of one name and colour are taken for
 * one person's; they are as present as in the window where they are most so.
 */
export function peopleOf(peers: Iterable<Peer>, own: { name: string; hue: number }): readonly Person[] {
  const people = new Map<string, Person>();
  const add = (name: string, hue: number, activity: Activity) => {
    const key = `${hue} ${name}`;
    const other = people.get(key);
    const isOwn = name === own.name && hue === own.hue;
    const most = MOST_PRESENT.find((each) => each === activity || each === other?.activity) ?? activity;
    people.set(key, { name, hue, activity: most, windows: (other?.windows ?? 0) + 1, isOwn });
  };
  add(own.name, own.hue, 'active');
  for (const { user, state } of peers) {
    add(
      user.name ?? t('common.person.unnamed'),
      hueOfUser(user),
      presenceReceived(state)?.activity ?? 'active',
    );
  }
  const [self, ...others] = people.values();
  return [self as Person, ...others.sort((a, b) => a.name.localeCompare(b.name) || a.hue - b.hue)];
}
