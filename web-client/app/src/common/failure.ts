import { ApiProblem, AssetRefused } from '@easel/sdk';
import { t } from '../words/common.ts';

/** What an answer's status means, where that says all that there is to say. */
const STATUSES = {
  401: 'common.failure.signedOut',
  403: 'common.failure.forbidden',
  404: 'common.failure.gone',
  410: 'common.failure.folded',
  413: 'common.failure.tooLarge',
  429: 'common.failure.tooMany',
  502: 'common.failure.busy',
  503: 'common.failure.busy',
  504: 'common.failure.busy',
} as const;

/** What the SDK throws, by name: the list of projects has none of it, and need not load it. */
const ERRORS = {
  // What is made of a canvas or a form is a change in all else.
  InvalidChange: 'common.failure.tooLarge',
  NotEditable: 'common.failure.readOnly',
  OutboxFull: 'common.failure.full',
} as const;

/** Why something failed and what to do, in words for people. */
export function failure(error: unknown): string {
  if (error instanceof ApiProblem) return problem(error);
  if (error instanceof AssetRefused) return t('common.failure.image', { why: error.why });
  if (error instanceof TypeError) return t('common.failure.unreachable');
  if (error instanceof DOMException && error.name === 'TimeoutError') return t('common.failure.timeout');
  if (!(error instanceof Error)) return String(error);
  const known = ERRORS[error.name as keyof typeof ERRORS];
  return known === undefined ? error.message : t(known);
}

function problem({ status, code, title, detail, traceId }: ApiProblem): string {
  if (code === 'quota') return t('common.failure.quota');
  const known = STATUSES[status as keyof typeof STATUSES];
  if (known !== undefined) return t(known);
  if (status === 500) return t('common.failure.server', { reference: traceId ?? '–' });
  return t('common.failure.refused', { reason: detail === '' ? title : detail });
}
