/** A text with `{placeholders}`, or one for each plural category of its `{count}`. */
export type Message = string | Plural;

/** By the categories of `Intl.PluralRules`: a language has those that it needs, and all have `other`. */
export type Plural = { readonly [category in Intl.LDMLPluralRule]?: string } & { readonly other: string };

export interface Messages {
  readonly [key: string]: Message;
}

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The names of a message's placeholders. */
export type Names<M> = M extends string ? NamesIn<M> : 'count' | NamesIn<M[keyof M]>;

/** What stands for each placeholder; nothing for a message without one. */
export type Values<M, V> = [Names<M>] extends [never] ? [] : [{ readonly [name in Names<M>]: V }];

const PLACEHOLDER = /\{(\w+)\}/;

/** A text, and the names of its placeholders at odd places between. */
export function piecesOf(text: string): readonly string[] {
  return text.split(PLACEHOLDER);
}
