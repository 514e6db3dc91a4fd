import { actOf, boardKeyOf, isWriting } from '../../common/keys.ts';
import { keyIn } from '../../common/linkTokens.ts';
import { navigate, routeOf } from '../../common/route.ts';
import { isDrawing } from '../importing/kinds.ts';
import { isHarmless } from '../mending/links.ts';
import type { BoardController } from './BoardController.ts';
import { isTaken, takeDrop } from './drops.ts';

/** How the board is used at the moment. */
export interface Use {
  /** Undefined until the canvas is ready. */
  readonly board: BoardController | undefined;
  /** It is only looked at: nothing that changes it is done, and nothing can be dropped or pasted. */
  readonly isLooking: boolean;
  /** Begins to only look, or ends it. */
  readonly toggleLook: () => void;
  readonly switchTheme: () => void;
  /** Lets the person choose files to be imported. */
  readonly chooseFiles: () => void;
}

/**
 * Does what Excalidraw would otherwise do by itself: undo and redo are the project's, Ctrl+S saves, the theme is the
 * page's, and drawings that are dropped onto the canvas or pasted are imported into the project. Keys of what a board
 * has not are kept from Excalidraw. In the capture phase, before Excalidraw gets the event.
 */
export function intercept(container: HTMLElement, use: Use): () => void {
  const { board, isLooking } = use;
  const key = (event: KeyboardEvent) => {
    const act = actOf(event) ?? boardKeyOf(event);
    if (isInDialog(event.target)) return;
    if (isPlainEnter(event) && !isLooking && isOnCanvas(event.target) && board?.draw()) {
      event.stopPropagation();
      event.preventDefault();
    }
    if (act === undefined) return;
    // In a field the browser's own undo applies.
    if (act !== 'palette' && isWriting(event.target)) return;
    event.stopPropagation();
    // What the browser does with these keys, it may.
    if (act === 'clear' || act === 'palette') return;
    event.preventDefault();
    if (act === 'theme') use.switchTheme();
    else if (act === 'look') use.toggleLook();
    else if (act === 'choose') {
      if (!isLooking) use.chooseFiles();
    } else if (!isLooking) void board?.[act]();
  };
  // After the page's own handlers, before Excalidraw's, which takes keys wherever they are pressed: Enter would write
  // into the selected shape, and Space would not press a button.
  const press = (event: KeyboardEvent) => {
    if ((event.key === 'Enter' || event.key === ' ') && pressesControl(event.target)) event.stopPropagation();
  };
  const drop = (event: DragEvent) => {
    const isForImport = isTaken(event);
    // Excalidraw takes what is dropped also where its canvas is only looked at.
    if (!isForImport && !isLooking) return;
    event.preventDefault();
    event.stopPropagation();
    if (isForImport && !isLooking && board !== undefined) void takeDrop(event, board);
  };
  const copy = ({ target }: ClipboardEvent) => {
    const isOfPage = isWriting(target) || isInDialog(target) || getSelection()?.isCollapsed === false;
    if (!isOfPage) focusCanvas(container);
  };
  const pointer = { x: 0, y: 0 };
  const move = ({ clientX, clientY }: MouseEvent) => Object.assign(pointer, { x: clientX, y: clientY });
  const paste = (event: ClipboardEvent) => {
    if (isWriting(event.target) || isInDialog(event.target)) return;
    const drawings = [...(event.clipboardData?.files ?? [])].filter((file) => isDrawing(file.name));
    if (!isLooking && drawings.length === 0) {
      focusCanvas(container);
      bringPointer(container, pointer);
      return;
    }
    event.stopPropagation();
    if (isLooking) return;
    event.preventDefault();
    void board?.take(drawings);
  };
  window.addEventListener('keydown', key, { capture: true });
  document.body.addEventListener('keydown', press);
  for (const name of ['copy', 'cut'] as const) window.addEventListener(name, copy, { capture: true });
  window.addEventListener('paste', paste, { capture: true });
  window.addEventListener('mousemove', move, { capture: true });
  container.addEventListener('drop', drop, { capture: true });
  return () => {
    window.removeEventListener('keydown', key, { capture: true });
    document.body.removeEventListener('keydown', press);
    for (const name of ['copy', 'cut'] as const) window.removeEventListener(name, copy, { capture: true });
    window.removeEventListener('paste', paste, { capture: true });
    window.removeEventListener('mousemove', move, { capture: true });
    container.removeEventListener('drop', drop, { capture: true });
  };
}

/**
 * Excalidraw copies and pastes only where it has the focus: it has not right after the board is opened, nor after a
 * press of a button beside it.
 */
function focusCanvas(container: HTMLElement): void {
  const editor = container.querySelector<HTMLElement>('.excalidraw');
  if (!editor?.contains(document.activeElement)) editor?.focus({ preventScroll: true });
}

/** It pastes only where the pointer is on its canvas; where there is none, or it is elsewhere, into the middle. */
function bringPointer(container: HTMLElement, { x, y }: { readonly x: number; readonly y: number }): void {
  const canvas = container.querySelector('.excalidraw canvas.interactive');
  if (canvas === null || document.elementFromPoint(x, y) instanceof HTMLCanvasElement) return;
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const middle = { clientX: left + width / 2, clientY: top + height / 2 };
  document.dispatchEvent(new MouseEvent('mousemove', middle));
}

/**
 * A link on the canvas is never followed by Excalidraw, which gives any scheme to the browser. One to a page of this
 * app is opened here, without loading the app again; any other in a window that knows nothing of this one.
 */
export function followLink({ link }: { readonly link: string | null }, event: CustomEvent<LinkEvent>): void {
  event.preventDefault();
  if (link === null || !isHarmless(link) || !URL.canParse(link, location.href)) return;
  const url = new URL(link, location.href);
  const { ctrlKey, metaKey, shiftKey } = event.detail.nativeEvent;
  // A share link is a page load, which takes its key out of the address.
  const isShared = keyIn(url.hash) !== undefined;
  const isPage = routeOf(url.pathname, url.search).page !== 'unknown';
  const isHere = url.origin === location.origin && isPage && !isShared;
  if (isHere && !ctrlKey && !metaKey && !shiftKey) navigate(url.pathname + url.search);
  else window.open(url, '_blank', 'noopener,noreferrer');
}

interface LinkEvent {
  readonly nativeEvent: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>;
}

/**
 * Whether a key there presses a button or follows a link. In Excalidraw itself only where the keyboard has led there:
 * its buttons keep the focus after a click, and the next key is meant for the canvas.
 */
function pressesControl(target: EventTarget | null): boolean {
  const control = target instanceof Element ? target.closest(':is(button,a,summary,[role="button"])') : null;
  if (control === null) return false;
  return control.closest('.excalidraw') === null || control.matches(':focus-visible');
}

function isPlainEnter({ key, ctrlKey, metaKey, altKey, shiftKey, isComposing }: KeyboardEvent): boolean {
  return key === 'Enter' && !(ctrlKey || metaKey || altKey || shiftKey || isComposing);
}

/** Whether keys there are meant for the canvas: Excalidraw's tools keep the focus after a click. */
function isOnCanvas(target: EventTarget | null): boolean {
  return (
    target === document.body ||
    (target instanceof Element &&
      target.closest('.excalidraw') !== null &&
      !isWriting(target) &&
      !pressesControl(target) &&
      target.closest('[role="dialog"]') === null)
  );
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog') !== null;
}
