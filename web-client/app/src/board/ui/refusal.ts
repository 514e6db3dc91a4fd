import { t } from '../../words/board.ts';

/** The codes of refused edits (protocol, E12). */
const CODES = ['invalid', 'not_found', 'conflict', 'too_large', 'forbidden'] as const;

/** Why an edit was set aside: its code in words, with what the server says of it; other reasons as they are. */
export function refusalInWords(reason: string): string {
  const at = reason.indexOf(': ');
  const code = CODES.find((one) => one === reason.slice(0, at));
  return code === undefined ? reason : t(`board.refusal.${code}`, { detail: reason.slice(at + 2) });
}
