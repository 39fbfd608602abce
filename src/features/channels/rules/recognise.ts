import { fold } from '#kernel/vietnamese.ts';
import { CHANNELS, channelOf, type ChannelKey } from './channels.ts';
import { OTHER_PRODUCT, PRODUCTS, productOf, type ProductKey } from './products.ts';

/**
 * Which product and which channel a task of a plan speaks of, by its words. A proposal for the reviewer, never a fact:
 * the text nearest to the number (unit, product of the rate) is asked before the title. Of the products named the first
 * is meant ("poster, infographic … đăng tải trên màn hình LED"), of the channels the one named most fully.
 */
export interface Recognised { readonly product: ProductKey; readonly channel: ChannelKey; /** nothing was found: the catch-all */ readonly guessed: boolean }

interface Found { readonly key: string; readonly length: number; readonly at: number }

export function recognise(texts: readonly (string | null | undefined)[]): Recognised {
  const folded = texts.filter((text): text is string => !!text).map(fold);
  const product = firstFound(folded, PRODUCTS, (a, b) => a.at < b.at || (a.at === b.at && a.length > b.length));
  const fuller = (a: Found, b: Found): boolean => a.length > b.length || (a.length === b.length && a.at < b.at);
  const nearest = firstFound(folded, CHANNELS, fuller);
  const narrower = CHANNELS.filter(({ key }) => nearest && channelOf(nearest.key)?.narrower.includes(key));
  const channel = firstFound(folded, narrower, fuller) ?? nearest;
  const named = product ? productOf(product.key) : OTHER_PRODUCT;
  const found = channel && named.becomes[channel.key] ? productOf(named.becomes[channel.key]!) : named;
  // "Tin, bài" on its own says nothing of where; the place named in the title does.
  return { product: found.key as ProductKey, channel: (found.ownChannel && product ? found.defaultChannel : channel?.key ?? found.defaultChannel) as ChannelKey, guessed: !product };
}

function firstFound(texts: readonly string[], list: readonly { key: string; words: readonly string[]; alone?: readonly string[] }[], better: (a: Found, b: Found) => boolean): Found | null {
  for (const text of texts) {
    let best: Found | null = null;
    for (const { key, words, alone } of list) {
      if (alone?.includes(text)) return { key, length: text.length, at: 0 };
      for (const word of words) {
        const at = indexOfWord(text, word);
        const found = { key, length: word.length, at };
        if (at >= 0 && (!best || better(found, best))) best = found;
      }
    }
    if (best) return best;
  }
  return null;
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /[a-z0-9]/.test(character);

/** Where the phrase stands as whole words; -1 when it does not. */
function indexOfWord(text: string, phrase: string): number {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1))
    if (!isLetter(text[at - 1]) && !isLetter(text[at + phrase.length])) return at;
  return -1;
}
