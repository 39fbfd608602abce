import sharp from 'sharp';

/**
 * A picture of the typesetter's SVG, one pixel for each of its points, or `share` of one. Letters are outlines there, so that no font of the machine takes part and the
 * same SVG gives the same bytes.
 */
export const pngOf = async (svg: string, share = 1): Promise<Uint8Array> => new Uint8Array(await sharp(Buffer.from(inPixels(svg)), { density: 72 * share, unlimited: true }).png({ compressionLevel: 4 }).toBuffer());

/** The typesetter says its size in points; a screen counts pixels (and a reader that knows how many pixels make a point would scale twice). */
export const inPixels = (svg: string): string => svg.replace(/^(<svg\b[^>]*?\swidth="[\d.]+)pt("\s+height="[\d.]+)pt"/, '$1$2"');
