import { useLanguage } from '../../common/language.ts';
import { t } from '../../words/board.ts';
import { ShareIcon } from './icons.tsx';

export function ShareButton({ onShare }: { onShare: () => void }) {
  useLanguage();
  return (
    <button
      type="button"
      className="share-button"
      title={t('board.share')}
      aria-label={t('board.share')}
      onClick={onShare}
    >
      {ShareIcon}
      <span aria-hidden="true">{t('board.share')}</span>
    </button>
  );
}
