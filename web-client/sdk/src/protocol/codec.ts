import type { Json } from './change.ts';
import { isObject } from './json.ts';
import type { ClientMessage, WireMessage } from './message.ts';

/** The subprotocol of version 1. */
export const SUBPROTOCOL = 'easel.v1';

/** A frame that is not a message of the protocol. */
export class Malformed {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

export function encode(message: ClientMessage): string {
  return JSON.stringify(message);
}

/**
 * Reads one frame. Its outline is checked, so that a server of another version is noticed at once. The objects and
 * changes in it are not: the server has checked them.
 */
export function decode(text: string): WireMessage | Malformed {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return new Malformed('not JSON');
  }
  if (!isObject(message) || typeof message.type !== 'string') return new Malformed('no type');
  const isColumns = message.type === 'events' && Object.hasOwn(message, 'by');
  const known = Object.hasOwn(OUTLINES, message.type) ? OUTLINES[message.type as Type] : undefined;
  const outline = isColumns ? COLUMNS : known;
  if (!outline) return new Malformed(`unknown type ${message.type.slice(0, 40)}`);
  for (const [field, isRight] of Object.entries(outline)) {
    if (!isRight(message[field])) return new Malformed(`${message.type}: ${field} is missing or wrong`);
  }
  return message as unknown as WireMessage;
}

type Type = WireMessage['type'];
type Outline = { readonly [field: string]: Check };
type Check = (value: Json | undefined) => boolean;

const number: Check = (value) => Number.isSafeInteger(value);
const text: Check = (value) => typeof value === 'string';
const object: Check = (value) => isObject(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const oneOf =
  (...words: string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const shape =
  (fields: { [field: string]: Check }): Check =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([field, check]) => check(value[field]));

const pair: Check = (value) => Array.isArray(value) && value.length === 2 && value.every(number);
const change = shape({ op: oneOf('put', 'patch', 'delete'), id: text });
const short = shape({ seq: number, edit: number });
const full = shape({ client: text, changes: listOf(change) });
const numbered = shape({ by: number, changes: listOf(change) });
const event: Check = (value) =>
  short(value) && (full(value) || numbered(value) || !Object.hasOwn(value as object, 'changes'));

const allOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);
const authors = allOf(shape({ by: text, client: text, edit: number, group: optional(text) }));
const lean = shape({ op: optional(oneOf('put', 'delete')), id: text });
const leanChanges: Check = (value) => lean(value) || listOf(lean)(value);

const COLUMNS: Outline = {
  seq: number,
  at: number,
  authors: optional(authors),
  by: listOf(number),
  edits: optional(allOf(number)),
  groups: optional(allOf((value) => value === null || text(value))),
  changes: optional(listOf(leanChanges)),
  durable: optional(number),
};

const OUTLINES: { readonly [type in Type]: Outline } = {
  welcome: {
    session: text,
    author: optional(text),
    project: shape({ id: text, title: text, version: text, settings: object }),
    role: text,
    epoch: number,
    seq: number,
    durable: number,
    applied: listOf(pair),
    sync: oneOf('snapshot', 'delta'),
    reason: text,
    limits: shape({ frame: number, changes: number, object: number, presence: number }),
    peers: object,
    here: optional(number),
  },
  objects: { objects: listOf(shape({ id: text, props: object })), deleted: listOf(text) },
  ready: { seq: number, authors: optional(authors) },
  events: { authors: optional(authors), events: listOf(event), durable: optional(number) },
  applied: { edit: number, seq: number },
  refused: { edit: number, code: text, message: text, number: optional(text) },
  durable: { seq: number },
  persistence: { state: oneOf('ok', 'degraded', 'stopped'), lastEdit: optional(number) },
  presence: { peers: object, here: optional(number) },
  project: { title: text, version: text, settings: object },
  role: { role: text },
  pong: {},
  closing: { reason: text, retryAfterMs: optional(number) },
  error: { code: text, message: text, edit: optional(number) },
};
