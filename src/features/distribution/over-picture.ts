import sharp from 'sharp';
import { CARD_HEIGHT, CARD_WIDTH } from '#features/prints/share-card.ts';

/** Right of the words the picture comes out of the ground over this part of its width; where less room than this is left, the card stays as it is. */
const GAP = 28, FADE = 0.4, LEAST = 220;
/** Words and the coloured signs stand out from the ground by at least this; the rings do not. */
const WORD = 0.4;

/** A share card with the item's picture in the room that its words leave. The same card and picture give the same bytes. Throws when the bytes are no picture. */
export async function overPicture(card: Uint8Array, picture: Uint8Array): Promise<Uint8Array> {
  const over = await sharp(card).removeAlpha().raw().toBuffer(), start = wordsEnd(over) + GAP, width = CARD_WIDTH - start;
  if (width < LEAST) return card;
  const under = await sharp(picture, { limitInputPixels: 100_000_000, failOn: 'error' }).rotate().resize({ width, height: CARD_HEIGHT, fit: 'cover', position: 'attention' }).flatten({ background: '#ffffff' }).toColourspace('srgb').removeAlpha().raw().toBuffer();
  for (let y = 0; y < CARD_HEIGHT; y++) for (let x = 0; x < width; x++) {
    const step = Math.min(1, x / (width * FADE)), shown = step * step * (3 - 2 * step), i = (y * CARD_WIDTH + start + x) * 3, j = (y * width + x) * 3;
    for (let c = 0; c < 3; c++) over[i + c] = over[i + c]! * (1 - shown) + under[j + c]! * shown;
  }
  return sharp(over, { raw: { width: CARD_WIDTH, height: CARD_HEIGHT, channels: 3 } }).png({ compressionLevel: 8, palette: true, colours: 256, dither: 0.8, effort: 3 }).toBuffer();
}

/** The last column in which something stands out from the ground. */
function wordsEnd(pixels: Uint8Array): number {
  const ground = (20 * CARD_WIDTH + 40) * 3;
  for (let x = CARD_WIDTH - 1; x > 0; x--) for (let y = 0; y < CARD_HEIGHT; y++) {
    const i = (y * CARD_WIDTH + x) * 3;
    for (let c = 0; c < 3; c++) if (Math.abs(pixels[i + c]! - pixels[ground + c]!) / 255 > WORD) return x;
  }
  return 0;
}
