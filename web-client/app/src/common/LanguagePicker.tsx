import { t } from '../words/common.ts';
import { LANGUAGES } from '../words/languages.ts';
import { languageChoice } from './language.ts';
import { useStored } from './useStored.ts';

const WHOLE = LANGUAGES.filter(({ words }) => words !== undefined);
const BOARD_ONLY = LANGUAGES.filter(({ words }) => words === undefined);

/** Chooses the language of the page: that of the browser, or another one. */
export function LanguagePicker() {
  const choice = useStored(languageChoice);
  const options = (languages: typeof LANGUAGES) =>
    languages.map(({ code, name }) => (
      <option key={code} value={code} lang={code}>
        {name}
      </option>
    ));
  return (
    <select
      className="language-picker"
      aria-label={t('common.language')}
      value={choice ?? ''}
      onChange={({ target }) => languageChoice.set(target.value || null)}
    >
      <option value="">{t('common.language.browser')}</option>
      {options(WHOLE)}
      <optgroup label={t('common.language.boardOnly')}>{options(BOARD_ONLY)}</optgroup>
    </select>
  );
}
