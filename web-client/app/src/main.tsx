import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { api } from './common/api.ts';
import './common/base.css';
import { deliverUnsent } from './common/deliverLater.ts';
import { keepFocus } from './common/focus.ts';
import { startLanguage } from './common/language.ts';
import { placeOfLibrary } from './common/lastBoard.ts';
import { openByLink } from './common/openByLink.ts';
import { routeOf } from './common/route.ts';
import { askWhoIAm } from './common/signing.ts';
import { applyTheme } from './common/theme.ts';
import { allowTranslation } from './common/translated.ts';
import { whose, whoseNow } from './common/whose.ts';

const library = routeOf(location.pathname, '').page === 'list' ? placeOfLibrary(location.hash) : undefined;
if (library !== undefined) history.replaceState(null, '', library);
openByLink();
// The link of another board, or of this one, pasted into the address of an open page.
addEventListener('hashchange', () => openByLink() && location.reload());
askWhoIAm();
// Somebody else signs in, or out, in another tab.
addEventListener('storage', () => api.keptFor !== whose.get() && location.reload());
// Somebody goes back to a page that the browser has put aside as it was: it may show what was another person's.
addEventListener('pageshow', ({ persisted }) => persisted && api.keptFor !== whoseNow() && location.reload());
allowTranslation();
applyTheme();
keepFocus(() => document.querySelector<HTMLElement>('.excalidraw-container'));
void startLanguage().then(() => createRoot(document.getElementById('root') as HTMLElement).render(<App />));
deliverUnsent();
