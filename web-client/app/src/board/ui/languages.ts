import { languages } from '@excalidraw/excalidraw';
import { LANGUAGES } from '../../words/languages.ts';

/**
 * Excalidraw offers the languages that are nearly complete, and has the words of others, too. Of those it takes what
 * there is, and the rest is in English.
 */
for (const { code, name, isRightToLeft } of LANGUAGES) {
  if (languages.some((offered) => offered.code === code)) continue;
  languages.push({ code, label: name, rtl: isRightToLeft ?? false });
}
