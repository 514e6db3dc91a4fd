import type { Json, Props } from './change.ts';
import { equal } from './equal.ts';

/** A property's value; undefined where there is none (`constructor` is a name like any other). */
export function own(props: Props, name: string): Json | undefined {
  return Object.hasOwn(props, name) ? props[name] : undefined;
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether the value is a JSON object, neither null nor an array. */
export function isObject(value: unknown): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a text has no unpaired surrogate (L5). */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/**
 * The value `next`, with the values of `last` wherever they are equal: what did not change keeps its identity, so that
 * a comparison by identity finds what changed.
 */
export function shared(last: Props | undefined, next: Props | undefined): Props | undefined {
  if (last === undefined || next === undefined || last === next) return next;
  let result: Record<string, Json> | undefined;
  let isSame = true;
  const names = Object.keys(next);
  for (const name of names) {
    const after = next[name] as Json;
    if (last[name] === after) continue;
    const before = own(last, name);
    if (before === undefined || !equal(before, after)) isSame = false;
    else {
      result ??= { ...next };
      result[name] = before;
    }
  }
  return isSame && Object.keys(last).length === names.length ? last : (result ?? next);
}

/** The bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}

/** The UTF-8 bytes of a value in compact form. */
export function bytesOf(value: unknown): number {
  return utf8Length(JSON.stringify(value));
}

/** The UTF-8 bytes of a value in compact form: as it travels, and as limits on what is stored count them (L2). */
export function bothBytesOf(value: Json): { readonly bytes: number; readonly stored: number } {
  const text = JSON.stringify(value);
  const bytes = utf8Length(text);
  return { bytes, stored: bytes + expansionIn(text, value) };
}

/** A number with an exponent, or a text that looks like one. */
const EXPONENT = /\de[+-]\d/;

/**
 * The bytes of a value in compact form as limits on what is stored count them (L2): a number is as long as PostgreSQL
 * writes it, with all its digits.
 */
export function storedBytesOf(value: Json): number {
  return bothBytesOf(value).stored;
}

function expansionIn(text: string, value: Json): number {
  return EXPONENT.test(text) ? expansionOf(value) : 0;
}

function expansionOf(value: Json): number {
  if (typeof value === 'number') return expansionOfNumber(value);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((more: number, member: Json) => more + expansionOf(member), 0);
}

function expansionOfNumber(value: number): number {
  const text = String(Math.abs(value));
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return 0;
  const digits = mantissa.length - Number(mantissa.includes('.'));
  const power = Number(exponent);
  return (power > 0 ? power + 1 : 1 - power + digits) - text.length;
}
