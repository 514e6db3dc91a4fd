import { useSyncExternalStore } from 'react';
import { Stored } from './stored.ts';
import { useStored } from './useStored.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

export const themeChoice = new Stored<ThemeChoice>('theme', (value) =>
  value === 'light' || value === 'dark' ? value : 'system',
);

const systemDark = matchMedia('(prefers-color-scheme: dark)');

/** The theme that is used: the person's choice or, without one, the system's. */
export function useTheme(): 'light' | 'dark' {
  const choice = useStored(themeChoice);
  const dark = useSyncExternalStore(
    (changed) => {
      systemDark.addEventListener('change', changed);
      return () => systemDark.removeEventListener('change', changed);
    },
    () => systemDark.matches,
  );
  return choice === 'system' ? (dark ? 'dark' : 'light') : choice;
}

/** Chooses the other theme than the one that is shown, for all pages. */
export function switchTheme(): void {
  const choice = themeChoice.get();
  const isDark = choice === 'system' ? systemDark.matches : choice === 'dark';
  themeChoice.set(isDark ? 'light' : 'dark');
}

/** Keeps the page's theme as chosen; without a choice the style sheets follow the system. */
export function applyTheme(): void {
  const apply = () => {
    document.documentElement.dataset.theme = themeChoice.get();
  };
  themeChoice.subscribe(apply);
  apply();
}
