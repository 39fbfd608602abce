import sharp from 'sharp';

export const PREVIEW_WIDTHS = [320, 1280] as const;

/** A picture of more is none that a page needs; it only costs the machine its memory. */
export const MOST_PIXELS = 100_000_000;

/** A WebP of at most this width, turned the way it was taken and without anything but the picture. Throws when the bytes are no picture after all. */
export async function preview(bytes: Uint8Array, width: (typeof PREVIEW_WIDTHS)[number]): Promise<Uint8Array> {
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).rotate().resize({ width, withoutEnlargement: true }).webp({ quality: 78 }).toBuffer();
}

/** Pixels as shown, or null when it is no picture. */
export async function pictureSize(bytes: Uint8Array): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height, orientation = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch { return null; }
}
