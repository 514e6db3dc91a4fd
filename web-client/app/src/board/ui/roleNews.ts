import { t } from '../../words/board.ts';

/** What a person is told when the server gives them another role; undefined where that changes nothing for them. */
export function roleNews(wasReadOnly: boolean | undefined, isReadOnly: boolean): string | undefined {
  if (wasReadOnly === undefined || wasReadOnly === isReadOnly) return undefined;
  return t(isReadOnly ? 'board.role.lowered' : 'board.role.raised');
}
