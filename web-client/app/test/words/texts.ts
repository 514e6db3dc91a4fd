import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

/** What of a syntax tree is needed here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [name: string]: unknown;
}

/** A text that stands in a source file where a message of the catalogue should. */
export interface Text {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Names that are the same in every language. */
const NAMES = new Set(['Easel', 'Excalidraw', 'Lilita One', 'Comic Shanns', 'Liberation Sans']);
const HAS_LETTER = /\p{L}/u;
/** More than a word, as people write: `Saved on the server`, `deleted since`. */
const IS_PROSE = /^[\p{L}“][\p{L}’]*[,:;]? .*\p{L}/u;
/** Attributes that a person reads or hears. */
const SHOWN = new Set([
  'title',
  'alt',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
  'aria-valuetext',
]);
/** Attributes and calls whose texts no person reads. */
const UNSEEN = new Set(['className', 'matchMedia']);

/** Every TypeScript file below a folder, by its path there. */
export function filesIn(root: string): readonly { readonly path: string; readonly source: string }[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: path.replaceAll('\\', '/'), source: readFileSync(join(root, path), 'utf8') }));
}

/** The texts for people that stand in a file itself. What is thrown, types, and names of classes are none. */
export function textsIn(path: string, source: string): readonly Text[] {
  const found: Text[] = [];
  const add = (node: Node, text: string) => {
    const line = source.slice(0, node.start).split('\n').length;
    found.push({ path, line, text: text.trim() });
  };
  const walk = (node: Node, isShown: boolean) => {
    const text = textOf(node);
    if (text !== undefined) {
      const isOne = HAS_LETTER.test(text) && !NAMES.has(text.trim());
      if (isOne && (isShown || IS_PROSE.test(text.trim()))) add(node, text);
    } else if (!isUnseen(node)) {
      for (const [child, shown] of childrenOf(node, isShown)) walk(child, shown);
    }
  };
  walk(parseSync(path, source).program as unknown as Node, false);
  return found;
}

function textOf(node: Node): string | undefined {
  if (node.type === 'JSXText') return node.value as string;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateElement') return (node.value as { readonly raw: string }).raw;
  return undefined;
}

function isUnseen(node: Node): boolean {
  return (
    /^TS(?!AsExpression|SatisfiesExpression|NonNullExpression)/.test(node.type) ||
    /^(Import|ExportAll)/.test(node.type) ||
    node.type === 'ThrowStatement' ||
    (node.type === 'JSXAttribute' &&
      (UNSEEN.has(nameOf(node.name)) || nameOf(node.name).startsWith('data-'))) ||
    (node.type === 'CallExpression' && UNSEEN.has(nameOf(node.callee))) ||
    (node.type === 'NewExpression' && /Error$/.test(nameOf(node.callee)))
  );
}

/** The parts of a node, and whether a text in each is shown as it is. */
function childrenOf(node: Node, isShown: boolean): readonly (readonly [Node, boolean])[] {
  return Object.entries(node).flatMap(([name, value]) =>
    [value].flat().flatMap((child) => (isNode(child) ? [[child, shows(node, name, isShown)] as const] : [])),
  );
}

function shows(node: Node, name: string, isShown: boolean): boolean {
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return name === 'children';
    case 'JSXAttribute':
      return SHOWN.has(nameOf(node.name));
    case 'ConditionalExpression':
      return isShown && name !== 'test';
    case 'LogicalExpression':
      return isShown && (name === 'right' || node.operator !== '&&');
    case 'JSXExpressionContainer':
    case 'TemplateLiteral':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return isShown;
    default:
      return false;
  }
}

function nameOf(node: unknown): string {
  return isNode(node) ? String(node.name ?? '') : '';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
