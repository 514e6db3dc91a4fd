import { colorOfHue } from '../../common/hue.ts';
import { ownHue } from '../../common/person.ts';
import { t } from '../../words/board.ts';

/** The hues to choose from, in degrees, far enough apart to be told from each other. */
const HUES = [0, 20, 40, 60, 100, 140, 170, 200, 220, 260, 290, 320];

/** The colour by which others know the person. */
export function ColorField() {
  const own = ownHue();
  const hues = HUES.includes(own) ? HUES : [...HUES, own].sort((a, b) => a - b);
  return (
    <fieldset className="color-field">
      <legend>{t('board.settings.color')}</legend>
      {hues.map((hue) => (
        <input
          key={hue}
          type="radio"
          name="hue"
          value={hue}
          defaultChecked={hue === own}
          aria-label={t('board.settings.color.one', { number: hues.indexOf(hue) + 1, all: hues.length })}
          style={{ background: colorOfHue(hue) }}
        />
      ))}
    </fieldset>
  );
}
