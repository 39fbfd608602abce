import { en } from './en.ts';
import { vi } from './vi.ts';

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Key = keyof typeof vi;
export type Words = Readonly<Record<Key, string>>;

const ALL: Readonly<Record<Language, Words>> = { vi, en };

/** The fixed words of public pages: `words(language)['articles.more']`. */
export const words = (language: Language): Words => ALL[language];

/** "Trang {page}/{pages}" with its values in place. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
