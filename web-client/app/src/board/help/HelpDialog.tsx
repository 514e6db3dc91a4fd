import { useI18n } from '@excalidraw/excalidraw';
import { Dialog } from '../../common/Dialog.tsx';
import { isMac } from '../../common/keys.ts';
import { t as own } from '../../words/board.ts';
import { GESTURES, isOwn, partsOf, SHORTCUTS, type Shortcut } from './shortcuts.ts';
import './help.css';

const ON_MAC: { readonly [key: string]: string } = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** The keys of a board. Excalidraw's own help names keys that do nothing here, and leads elsewhere. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Dialog title={t('helpDialog.title')} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the keyboard, from its beginning. */}
      <div className="help" tabIndex={0}>
        {SHORTCUTS.map(({ title, list }) => (
          <section key={title} aria-label={t(title)}>
            <h3>{t(title)}</h3>
            <dl>
              {list.map((shortcut) => (
                <Row key={shortcut.what} {...shortcut} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="dialog-acts">
        <button type="button" className="button primary" onClick={onClose}>
          {t('buttons.close')}
        </button>
      </div>
    </Dialog>
  );
}

function Row({ what, keys }: Shortcut) {
  const { t } = useI18n();
  const said = (part: string) => {
    if (part in GESTURES) return t(GESTURES[part as keyof typeof GESTURES]);
    if (isMac) return ON_MAC[part] ?? part;
    return part === 'Mod' ? 'Ctrl' : part;
  };
  return (
    <div className="help-row">
      <dt>{isOwn(what) ? own(what) : t(what)}</dt>
      <dd>
        {keys.map((combination) => (
          <span key={combination}>
            {partsOf(combination).map((part, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a combination has the same part twice, and never changes.
              <kbd key={at}>{said(part)}</kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}
