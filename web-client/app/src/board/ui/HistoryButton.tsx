import { useEffect, useRef } from 'react';
import { useLanguage } from '../../common/language.ts';
import { t } from '../../words/board.ts';
import { HistoryIcon } from './icons.tsx';

/** Opens and closes the History panel. When that is closed, the focus comes back to the button. */
export function HistoryButton({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  useLanguage();
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    const isLost = document.activeElement === document.body;
    if (wasOpen.current && !open && isLost && button.current?.offsetParent) button.current.focus();
    wasOpen.current = open;
  }, [open]);
  return (
    <button
      ref={button}
      type="button"
      className="history-button"
      aria-label={t('board.history')}
      title={t('board.history')}
      aria-expanded={open}
      onClick={onToggle}
    >
      {HistoryIcon}
    </button>
  );
}
