import { cleanProps, cleanText, type Json } from '@easel/sdk';
import { t } from '../../words/object.ts';
import type { Field } from './fields.ts';

/** A value as it stands in its field. */
export function shown(field: Field, value: Json | undefined): string {
  if (value === undefined) return '';
  if (field.kind === 'json') return JSON.stringify(value, null, 2);
  return value === null ? '' : String(value);
}

export type Read =
  | { readonly ok: true; readonly value: Json }
  /** Why it is not taken, for the person who types. */
  | { readonly ok: false; readonly why: string };

/**
 * The value of what stands in a field, without what no server takes: it may have been pasted.
 *
 * @param before an empty line stays no link where there was none
 */
export function read(field: Field, text: string, before: Json | undefined): Read {
  switch (field.kind) {
    case 'number':
      return number(field, text);
    case 'json':
      return json(text);
    case 'line':
      return { ok: true, value: text === '' && before === null ? null : cleanText(text) };
    default:
      return { ok: true, value: cleanText(text) };
  }
}

function number({ least = -Infinity, most = Infinity }: Field, text: string): Read {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return { ok: false, why: t('object.wrong.number') };
  if (value < least) return { ok: false, why: t('object.wrong.least', { least }) };
  if (value > most) return { ok: false, why: t('object.wrong.most', { most }) };
  return { ok: true, value };
}

function json(text: string): Read {
  try {
    return { ok: true, value: cleanProps({ value: JSON.parse(text) as Json }).value ?? null };
  } catch (error) {
    return { ok: false, why: t('object.wrong.json', { reason: (error as Error).message }) };
  }
}
