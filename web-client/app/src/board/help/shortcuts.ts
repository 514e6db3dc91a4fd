import type { useI18n } from '@excalidraw/excalidraw';

/** Excalidraw's own words, which it has in some fifty languages. */
export type EditorWord = Parameters<ReturnType<typeof useI18n>['t']>[0];

/** What Excalidraw has no words for. */
const OWN_WORDS = ['board.help.draw', 'board.menu.import'] as const;

export type OwnWord = (typeof OWN_WORDS)[number];

export function isOwn(word: EditorWord | OwnWord): word is OwnWord {
  return OWN_WORDS.some((own) => own === word);
}

/** What a key does, and the keys: several that do the same, each a combination, `Mod` for Ctrl or Cmd. */
export interface Shortcut {
  readonly what: EditorWord | OwnWord;
  readonly keys: readonly string[];
}

export interface Shortcuts {
  readonly title: EditorWord;
  readonly list: readonly Shortcut[];
}

/** A gesture within a combination of keys, in Excalidraw's words. */
export const GESTURES = {
  '(click)': 'helpDialog.click',
  '(drag)': 'helpDialog.drag',
  '(double-click)': 'helpDialog.doubleClick',
} as const satisfies { readonly [name: string]: EditorWord };

const key = (what: Shortcut['what'], ...keys: readonly string[]): Shortcut => ({ what, keys });

/** Every shortcut that a board has; what Excalidraw's own list has beyond these, it has not. */
export const SHORTCUTS: readonly Shortcuts[] = [
  {
    title: 'helpDialog.tools',
    list: [
      key('toolBar.hand', 'H'),
      key('toolBar.selection', 'V', '1'),
      key('toolBar.rectangle', 'R', '2'),
      key('toolBar.diamond', 'D', '3'),
      key('toolBar.ellipse', 'O', '4'),
      key('toolBar.arrow', 'A', '5'),
      key('toolBar.line', 'L', '6'),
      key('toolBar.freedraw', 'P', '7'),
      key('toolBar.text', 'T', '8'),
      key('toolBar.image', '9'),
      key('toolBar.eraser', 'E', '0'),
      key('toolBar.frame', 'F'),
      key('toolBar.laser', 'K'),
      key('toolBar.lock', 'Q'),
      key('board.help.draw', 'Enter'),
      key('labels.eyeDropper', 'I', 'Shift+S', 'Shift+G'),
      key('helpDialog.editLineArrowPoints', 'Mod+Enter'),
      key('helpDialog.editText', 'Enter'),
      key('helpDialog.textNewLine', 'Enter'),
      key('helpDialog.textFinish', 'Esc', 'Mod+Enter'),
      key('helpDialog.curvedArrow', 'A+(click)+(click)+(click)'),
      key('helpDialog.curvedLine', 'L+(click)+(click)+(click)'),
      key('helpDialog.cropStart', '(double-click)', 'Enter'),
      key('helpDialog.cropFinish', 'Enter', 'Esc'),
      key('helpDialog.preventBinding', 'Mod'),
      key('toolBar.link', 'Mod+K'),
    ],
  },
  {
    title: 'helpDialog.view',
    list: [
      key('buttons.zoomIn', 'Mod++'),
      key('buttons.zoomOut', 'Mod+-'),
      key('buttons.resetZoom', 'Mod+0'),
      key('helpDialog.zoomToFit', 'Shift+1'),
      key('helpDialog.zoomToSelection', 'Shift+2'),
      key('helpDialog.movePageUpDown', 'PgUp', 'PgDn'),
      key('helpDialog.movePageLeftRight', 'Shift+PgUp', 'Shift+PgDn'),
      key('labels.moveCanvas', 'Space+(drag)'),
      key('search.title', 'Mod+F'),
      key('labels.viewMode', 'Alt+R'),
      key('buttons.zenMode', 'Alt+Z'),
      key('buttons.objectsSnapMode', 'Alt+S'),
      key('labels.toggleGrid', "Mod+'"),
      key('labels.toggleTheme', 'Alt+Shift+D'),
      key('stats.fullTitle', 'Alt+/'),
    ],
  },
  {
    title: 'helpDialog.editor',
    list: [
      key('buttons.undo', 'Mod+Z'),
      key('buttons.redo', 'Mod+Y', 'Mod+Shift+Z'),
      key('buttons.save', 'Mod+S'),
      key('board.menu.import', 'Mod+O'),
      key('labels.selectAll', 'Mod+A'),
      key('labels.multiSelect', 'Shift+(click)'),
      key('helpDialog.deepSelect', 'Mod+(click)'),
      key('helpDialog.deepBoxSelect', 'Mod+(drag)'),
      key('labels.cut', 'Mod+X'),
      key('labels.copy', 'Mod+C'),
      key('labels.paste', 'Mod+V'),
      key('labels.pasteAsPlaintext', 'Mod+Shift+V'),
      key('labels.copyAsPng', 'Shift+Alt+C'),
      key('labels.copyStyles', 'Mod+Alt+C'),
      key('labels.pasteStyles', 'Mod+Alt+V'),
      key('labels.delete', 'Delete'),
      key('labels.duplicateSelection', 'Mod+D', 'Alt+(drag)'),
      key('labels.group', 'Mod+G'),
      key('labels.ungroup', 'Mod+Shift+G'),
      key('helpDialog.toggleElementLock', 'Mod+Shift+L'),
      key('helpDialog.createFlowchart', 'Mod+→'),
      key('helpDialog.navigateFlowchart', 'Alt+→'),
      key('labels.sendToBack', 'Mod+Shift+['),
      key('labels.bringToFront', 'Mod+Shift+]'),
      key('labels.sendBackward', 'Mod+['),
      key('labels.bringForward', 'Mod+]'),
      key('labels.alignTop', 'Mod+Shift+↑'),
      key('labels.alignBottom', 'Mod+Shift+↓'),
      key('labels.alignLeft', 'Mod+Shift+←'),
      key('labels.alignRight', 'Mod+Shift+→'),
      key('labels.flipHorizontal', 'Shift+H'),
      key('labels.flipVertical', 'Shift+V'),
      key('labels.showStroke', 'S'),
      key('labels.showBackground', 'G'),
      key('labels.showFonts', 'Shift+F'),
      key('labels.decreaseFontSize', 'Mod+Shift+<'),
      key('labels.increaseFontSize', 'Mod+Shift+>'),
    ],
  },
];

/** The parts of a combination: `Mod++` is Mod and +. */
export function partsOf(combination: string): readonly string[] {
  return combination.split(/(?<=[^+])\+/);
}
