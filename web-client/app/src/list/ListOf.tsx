import { useStored } from '../common/useStored.ts';
import { t } from '../words/list.ts';
import { LISTS, listOf } from './choices.ts';

/** Which of the boards are listed. Only where people sign in: otherwise nobody owns any. */
export function ListOf() {
  const chosen = useStored(listOf);
  return (
    <fieldset className="list-of" aria-label={t('list.of')}>
      {LISTS.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="listOf"
            value={each}
            checked={each === chosen}
            onChange={() => listOf.set(each)}
          />
          {t(`list.of.${each}`)}
        </label>
      ))}
    </fieldset>
  );
}
