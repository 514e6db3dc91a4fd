import { Stored } from '../common/stored.ts';
import { ORDERS, type Order } from './arrange.ts';

/** Of more stars the oldest go. */
const MOST_STARS = 500;

export const listOrder = new Stored<Order>(
  'listOrder',
  (value) => ORDERS.find((order) => order === value) ?? 'changed',
);

/** All that a person may see, those they own, and those that others share with them. */
export const LISTS = ['all', 'mine', 'shared'] as const;
export type ListOf = (typeof LISTS)[number];

export const listOf = new Stored<ListOf>('listOf', (value) => LISTS.find((of) => of === value) ?? 'all');

/** The projects that this person has starred, the last one at the end. */
export const stars = new Stored<readonly string[]>('stars', (value) =>
  Array.isArray(value) ? value.filter((id) => typeof id === 'string').slice(-MOST_STARS) : [],
);

export function toggleStar(id: string): void {
  const others = stars.get().filter((other) => other !== id);
  stars.set(others.length < stars.get().length ? others : [...others, id]);
}
