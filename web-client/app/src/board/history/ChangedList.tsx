import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/history.ts';
import { type Element, propsOf } from '../adapter/element.ts';
import { withParts } from '../adapter/pick.ts';
import { objectInWords } from '../past/words.ts';
import { People } from './People.tsx';
import type { Preview } from './Preview.ts';

/** Changed objects that are listed. */
const MOST_LISTED = 100;

/** What changed until the moment that is shown. What is ticked can be restored or copied by itself. */
export function ChangedList({ preview }: { preview: Preview }) {
  const { shown } = useStored(preview.state);
  if (shown === undefined || shown.changed.size === 0) return null;
  const listed = [...shown.changed].slice(0, MOST_LISTED);
  const toggle = (id: string, isOn: boolean) => {
    const ids = new Set(shown.selected);
    for (const part of withParts(preview.elements(), new Set([id]))) {
      if (isOn) ids.add(part);
      else ids.delete(part);
    }
    preview.select(ids);
  };
  return (
    <details className="history-changed">
      <summary>
        {t(shown.changed.size > MOST_LISTED ? 'history.changed.first' : 'history.changed', {
          all: shown.changed.size,
          first: MOST_LISTED,
        })}
      </summary>
      <ul>
        {listed.map(([id, { by, how }]) => {
          const element = preview.element(id);
          return (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  disabled={element === undefined}
                  checked={shown.selected.has(id)}
                  onChange={(event) => toggle(id, event.currentTarget.checked)}
                />
                <span dir="auto">{t(`history.changed.${how}`, { object: inWords(element) })}</span>
              </label>
              <People names={[by]} />
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function inWords(element: Element | undefined): string {
  return element === undefined ? t('history.changed.object') : objectInWords(propsOf(element));
}
