import type { AppState } from '@excalidraw/excalidraw/types';
import { t } from '../../words/board.ts';

/** What Excalidraw says to the person beside what it draws. */
type Said = Pick<AppState, 'toast' | 'errorMessage'>;

/**
 * Where Excalidraw sends people to its own issues and pages, what is so here; undefined where it does not.
 *
 * @param noEmbed what it says of a page that may not be embedded, in its language
 */
export function ownWords({ toast, errorMessage }: Said, noEmbed: string): Partial<Said> | undefined {
  if (toast?.message === noEmbed) return { toast: { ...toast, message: t('board.noEmbed') } };
  // Its errors are texts, but for one, which has links: Brave hides from pages how wide a text is.
  if (typeof errorMessage === 'object' && errorMessage !== null) return { errorMessage: t('board.brave') };
  return undefined;
}
