import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';
import { readFont, type Font } from '../src/platform/typesetting/font.ts';

/**
 * The fonts of public pages: Be Vietnam Pro in two weights, each one file with Vietnamese, Latin-1 and the signs below; and faces over the fonts that
 * readers' machines have, of the same width and height, so that nothing moves when ours arrive.
 */
const require_ = createRequire(import.meta.url);
const subset = require_('subset-font') as (font: Uint8Array, text: string, options: { targetFormat: 'woff2' }) => Promise<Uint8Array>;

export const WEIGHTS = {
  400: '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf',
  600: '@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf',
} as const;
type Weight = keyof typeof WEIGHTS;
const ttf = (weight: Weight): Buffer => readFileSync(require_.resolve(WEIGHTS[weight]));

const range = (from: number, to: number): string => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, index) => from + index));
/** Every letter of Vietnamese composed, the five marks of its tones, Latin-1, and what our pages are punctuated with. */
export const LETTERS = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ĂăĐđĨĩŨũƠơƯư${range(0x1ea0, 0x1ef9)}\u0300\u0301\u0303\u0309\u0323–—‘’“”‹›…•₫€−≤≥‰ŒœŸ`;

/** Ours, as sent; with its hints, without which letters stand unevenly on screens of officials' Windows at 100 %. */
export const fontFile = async (weight: Weight): Promise<Uint8Array> => subset(ttf(weight), LETTERS, { targetFormat: 'woff2' });

/** How wide the letters of fonts are that we may not ship, in units of their em; made by `node scripts/fallback-widths.ts` from fonts of the same widths. */
interface Fallback { readonly unitsPerEm: number; readonly letters: string; readonly widths: readonly number[] }
const FALLBACKS = JSON.parse(readFileSync(new URL('./fallback-widths.json', import.meta.url), 'utf8')) as Readonly<Record<'arial' | 'roboto', Readonly<Record<Weight, Fallback>>>>;

/** What a page of an office reads like: the share of each letter decides the mean width. */
const SAMPLE = `Từ ngày 01/12/2026, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy hằng tuần để người đi làm giờ hành chính không phải nghỉ việc. Bà con có thể nộp hồ sơ tại nhà qua Cổng dịch vụ công,
  hoặc nhờ tổ công nghệ số cộng đồng của thôn hướng dẫn; lệ phí nộp trực tuyến được giảm một nửa. Trong quý III, xã đã giải quyết 1.286 hồ sơ, trong đó 98,6 % đúng hạn, cao hơn bình quân của tỉnh 2,1 điểm.
  Những hồ sơ còn chậm chủ yếu thuộc lĩnh vực đất đai, vì phải chờ trích đo. Ủy ban nhân dân xã đã xin lỗi bằng văn bản từng trường hợp và hẹn lại ngày trả kết quả. Mọi ý kiến xin gọi đường dây nóng, hoặc gửi phản ánh, kiến nghị ngay trên trang này.`.replace(/\s+/g, ' ');

export function widthOf({ unitsPerEm, letters, widths }: Fallback, text: string): number {
  const known = new Map([...letters].map((letter, index) => [letter, widths[index]!]));
  return [...text].reduce((sum, letter) => sum + (known.get(letter) ?? unitsPerEm / 2), 0) / unitsPerEm;
}

/** `size-adjust` makes the other font as wide as ours over the sample, the overrides as high (CSS Fonts 5). */
export function adjusted(font: Font, other: Fallback): { readonly size: number; readonly ascent: number; readonly descent: number } {
  const size = font.width(SAMPLE) / widthOf(other, SAMPLE);
  return { size, ascent: font.ascent / size, descent: font.descent / size };
}

const percent = (value: number): string => `${(value * 100).toFixed(2)}%`;
const NAMES = {
  arial: { family: 'Loa Arial', 400: ['Arial', 'Liberation Sans', 'Arimo', 'Helvetica'], 600: ['Arial Bold', 'Liberation Sans Bold', 'Arimo Bold', 'Helvetica Bold'] },
  roboto: { family: 'Loa Roboto', 400: ['Roboto', 'Roboto Regular'], 600: ['Roboto Bold', 'Roboto SemiBold'] },
} as const;

function faces(): string {
  const rules: string[] = [];
  for (const weight of [400, 600] as const) {
    const reach = weight === 400 ? '400' : '600 700', font = readFont(ttf(weight));
    rules.push(`@font-face{font-family:"Loa Portal";font-weight:${reach};font-display:swap;src:url("loa-fonts:portal-${weight}.woff2") format("woff2")}`);
    for (const key of ['arial', 'roboto'] as const) {
      const { size, ascent, descent } = adjusted(font, FALLBACKS[key][weight]);
      rules.push(`@font-face{font-family:"${NAMES[key].family}";font-weight:${reach};src:${NAMES[key][weight].map((name) => `local("${name}")`).join(',')};size-adjust:${percent(size)};ascent-override:${percent(ascent)};descent-override:${percent(descent)};line-gap-override:0%}`);
    }
  }
  return rules.join('\n');
}

/** `@import "loa-fonts:portal"` in a style sheet: the faces, with our files beside it. */
export const fontsPlugin: Plugin = {
  name: 'loa-fonts',
  setup(build) {
    build.onResolve({ filter: /^loa-fonts:/ }, ({ path }) => ({ path: path.slice('loa-fonts:'.length), namespace: 'loa-fonts' }));
    build.onLoad({ filter: /.*/, namespace: 'loa-fonts' }, async ({ path }) => path === 'portal'
      ? { contents: faces(), loader: 'css' } : { contents: await fontFile(Number(/\d+/.exec(path)![0]) as Weight), loader: 'file' });
  },
};
