import type { ProjectRow } from '@easel/sdk';

export const ORDERS = ['changed', 'created', 'title'] as const;
export type Order = (typeof ORDERS)[number];

export interface Arrangement {
  readonly search: string;
  readonly order: Order;
  /** The ids of the projects that come first. */
  readonly starred: ReadonlySet<string>;
}

/** The projects whose titles have every word that is looked for; starred ones first, in the order that is asked for. */
export function arranged(rows: readonly ProjectRow[], how: Arrangement): readonly ProjectRow[] {
  const words = plain(how.search).split(/\s+/).filter(Boolean);
  const isFound = ({ title }: ProjectRow) => {
    const text = plain(title);
    return words.every((word) => text.includes(word));
  };
  const star = ({ id }: ProjectRow) => (how.starred.has(id) ? 0 : 1);
  return rows.filter(isFound).sort((a, b) => star(a) - star(b) || compare(a, b, how.order));
}

function compare(a: ProjectRow, b: ProjectRow, order: Order): number {
  const byTime = order === 'created' ? b.createdAt - a.createdAt : b.updatedAt - a.updatedAt;
  const byTitle = order === 'title' ? a.title.localeCompare(b.title, undefined, { numeric: true }) : 0;
  return byTitle || byTime || (a.id < b.id ? -1 : 1);
}

/** Without case and accents: who looks for `cafe` finds `Café`. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
