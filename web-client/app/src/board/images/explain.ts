import type { ApiProblem } from '@easel/sdk';
import { t } from '../../words/board.ts';

/** Why the server refused an image and what to do, in words for people. */
export function explain({ status, title, detail }: ApiProblem): string {
  const reason = detail === '' ? title : detail;
  if (status === 413) return t('board.refused.tooLarge', { reason });
  if (status === 415) return t('board.refused.type', { reason });
  if (status === 404) return t('board.refused.gone');
  return t('board.refused.other', { reason });
}
