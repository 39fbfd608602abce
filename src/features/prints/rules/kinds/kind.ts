import type { ChannelKey } from '#features/channels/rules/channels.ts';
import type { ProductKey } from '#features/channels/rules/products.ts';
import type { PrintContent, PrintField } from '../fields.ts';
import type { FormatKey } from '../formats.ts';

/** A kind of design: everything of it in one file, listed once in index.ts. Adding one needs no migration. */
export interface PrintKind {
  readonly key: string;
  readonly label: string;
  /** What it is good for, in the list of templates. */
  readonly about: string;
  /** What publishing one counts as. */
  readonly product: ProductKey;
  readonly channel: ChannelKey;
  /** What handed-out copies count as; null: it is not printed. */
  readonly printed: { readonly product: ProductKey; readonly channel: ChannelKey; readonly unit: string } | null;
  /** The first is its face in lists. */
  readonly formats: readonly FormatKey[];
  /** Has a place for a code that leads to a page. */
  readonly code: boolean;
  readonly fields: readonly PrintField[];
  /** What it is called in lists and as a page. */
  title(content: PrintContent): string;
  /** Proposed alternative text; a person corrects it. */
  alt(content: PrintContent): string;
  /** Typst on top of layout/base.ts. */
  readonly layout: string;
  /** Filled in where somebody wants to see what it looks like. */
  readonly sample: PrintContent;
}

export const definePrintKind = <const K extends PrintKind>(kind: K): K => kind;
/** A text field's value. */
export const text = (content: PrintContent, name: string): string => (typeof content[name] === 'string' ? (content[name] as string) : '');
export const list = (content: PrintContent, name: string): readonly string[] => (Array.isArray(content[name]) ? (content[name] as readonly string[]) : []);
export const rows = (content: PrintContent, name: string): readonly Readonly<Record<string, string>>[] => (Array.isArray(content[name]) ? (content[name] as readonly Readonly<Record<string, string>>[]) : []);
/** "Một. Hai." from parts that may be empty. */
export const sentences = (...parts: readonly (string | false | null | undefined)[]): string => parts.filter((one): one is string => Boolean(one)).map((one) => one.replace(/[.;,\s]+$/, '')).map((one) => `${one}.`).join(' ');
