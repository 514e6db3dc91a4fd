import { t } from '../../words/board.ts';

/**
 * Names the parts of Excalidraw that have no name for who does not see them, or another one than they show, as soon as
 * they are on the page.
 */
export function nameControls(container: HTMLElement): () => void {
  const name = () => {
    container
      .querySelector('.main-menu-trigger:not([aria-label])')
      ?.setAttribute('aria-label', t('board.menu'));
    for (const picker of container.querySelectorAll('.color-picker-container:not([aria-label])')) {
      const title = picker.closest('.panelColumn > div')?.querySelector('h3')?.textContent;
      picker.setAttribute('aria-label', title || t('board.colors'));
    }
    // They are called by what they show as well: the zoom, or the entry with its keys.
    for (const entry of container.querySelectorAll('.dropdown-menu-item[aria-label]')) {
      if (entry.textContent?.trim()) entry.removeAttribute('aria-label');
    }
    const zoom = container.querySelector<HTMLButtonElement>('.reset-zoom-button');
    const called = `${zoom?.title} ${zoom?.textContent}`;
    if (zoom && zoom.ariaLabel !== called) zoom.ariaLabel = called;
  };
  name();
  const observer = new MutationObserver(name);
  observer.observe(container, { childList: true, characterData: true, subtree: true });
  return () => observer.disconnect();
}
