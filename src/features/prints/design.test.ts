import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { pngOf } from '#platform/typesetting/raster.ts';
import { overflowOf, pdfOf, pngOfDesign, signsIn, svgOf, type Design } from './design.ts';
import type { PrintContent } from './rules/fields.ts';
import { FORMATS, type FormatKey } from './rules/formats.ts';
import { together } from './rules/phrases.ts';
import { PRINT_KINDS, printKind } from './rules/kinds/index.ts';

const design = (key: string, content: PrintContent = {}, change: Partial<Design> = {}): Design => {
  const kind = printKind(key)!;
  return { kind, content: { ...kind.sample, ...content }, tone: 'indigo', unit: { kicker: 'Ủy ban nhân dân', name: 'Xã Bình An' }, logo: null, picture: null, link: 'https://loa.lamgiang.example/x/019aa0c1-7c00-7001-8000-0000000000ab', alt: '', ...change };
};
const fits = async (one: Design, format: FormatKey): Promise<boolean> => (await overflowOf(one, FORMATS[format])).length === 0;

describe('a design', () => {
  test('of every kind is set in every shape of its kind, with letters as outlines, the same bytes for the same words', async () => {
    // sheets of one proportion are set alike
    for (const kind of PRINT_KINDS) for (const key of kind.formats.filter((one) => one !== 'a3' && one !== 'a5')) {
      const one = design(kind.key), format = FORMATS[key];
      assert.ok(await fits(one, key), `${kind.key} ${key}`);
      assert.doesNotMatch(await svgOf(one, format), /<text|font-family|<foreignObject|href="http/, `${kind.key} ${key}`);
    }
    assert.equal(await svgOf(design('steps'), FORMATS.tall), await svgOf(design('steps'), FORMATS.tall));
    assert.deepEqual(await pdfOf(design('leaflet'), FORMATS.folded), await pdfOf(design('leaflet'), FORMATS.folded));
  });

  /** Colours of a picture, row by row. */
  const pixels = async (png: Uint8Array) => {
    const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true }), at = (x: number, y: number): readonly [number, number, number] => { const from = (y * info.width + x) * 4; return [data[from]!, data[from + 1]!, data[from + 2]!]; };
    const rows = (wanted: (r: number, g: number, b: number) => boolean, [left, right]: readonly [number, number] = [0, info.width]): boolean[] => Array.from({ length: info.height }, (_, y) => { for (let x = left; x < right; x++) if (wanted(...at(x, y))) return true; return false; });
    return { ...info, data: new Uint8Array(data), rows };
  };

  test('leads to its page: a reader of codes reads every one, on screens and on paper, also where the address is as long as it may be', async () => {
    const long = `https://dichvucong.example/${'thu-tuc/'.repeat(40)}`.slice(0, 300);
    for (const [kind, key, link] of [['procedure', 'tall', long], ['sentences', 'wide', null], ['hotline', 'a5', null], ['leaflet', 'folded', null]] as const) {
      const one = design(kind, {}, link ? { link } : {}), format = FORMATS[key], { width, height, data } = await pixels(format.sheet ? await pngOf(await svgOf(one, format), 1.5) : await pngOfDesign(one, format));
      assert.equal(decodeQR({ width, height, data }), one.link, `${kind} ${key}`);
    }
  });

  test('keeps marks on capitals clear of what is above, and of the edge', async () => {
    const white = (r: number, g: number, b: number): boolean => Math.min(r, g, b) > 250, pill = (r: number, g: number, b: number): boolean => r > 240 && g > 180 && b < 120;
    for (const [kind, title] of [['procedure', 'Ế Ổ Ữ Ặ'], ['steps', 'CẤP ĐỔI GIẤY PHÉP Ở ỦY BAN'], ['sentences', 'Ổ Ễ Ẵ']] as const) {
      const { rows } = await pixels(await pngOfDesign(design(kind, { title }), FORMATS.tall)), marked = rows(pill, [60, 500]), lettered = rows(white, [60, 1000]), end = marked.findLastIndex((one, y) => one && y < 240), start = lettered.findIndex((one, y) => one && y > end);
      assert.ok(end > 150 && start - end >= 10, `${kind}: the pill ends at ${end}, letters begin at ${start}`);
    }
    for (const second of ['', 'Ặ Ộ Ợ']) {
      const { rows, height } = await pixels(await pngOfDesign(design('led', { first: 'Ế Ổ Ữ Ặ', second, light: 'white' }), FORMATS.led)), lit = rows(white), from = lit.indexOf(true), to = lit.lastIndexOf(true);
      assert.ok(from >= 20 && to <= height - 20, `lit from ${from} to ${to}`);
      if (second) assert.ok(lit.slice(from, to).filter((one) => !one).length >= 8, 'the lines stand apart');
    }
  });

  test('does not tear words of a title apart, nor leave one alone on the last line, where the line is wide enough', async () => {
    assert.equal(together('Tìm hiểu cải cách hành chính năm 2026'), 'Tìm\ue000hiểu cải\ue000cách hành\ue000chính năm\ue0012026');
    assert.equal(together('Hai tuần đầu đã có 86 lượt người đến.'), 'Hai tuần đầu đã có 86 lượt người\ue001đến.');
    assert.doesNotMatch(await svgOf(design('leaflet', { title: 'Cải cách hành chính vì người dân, doanh nghiệp', remember: 'Đường dây nóng của chính quyền địa phương' }), FORMATS.folded), /\ue000|\ue001/);
  });

  test('is a picture of exactly its pixels', async () => {
    for (const [kind, key] of [['procedure', 'tall'], ['steps', 'wide'], ['led', 'led']] as const) {
      const { width, height } = await sharp(await pngOfDesign(design(kind), FORMATS[key])).metadata();
      assert.deepEqual([width, height], [FORMATS[key].width, FORMATS[key].height]);
    }
  });

  test('is printed on sheets of real size with 3 mm over every edge, and says where it is cut', async () => {
    for (const [kind, key, pages] of [['procedure', 'a3', 1], ['procedure', 'a4', 1], ['hotline', 'a5', 1], ['leaflet', 'folded', 2]] as const) {
      const text = Buffer.from(await pdfOf(design(kind), FORMATS[key])).toString('latin1'), { width, height } = FORMATS[key].sheet!, mm = 72 / 25.4, numbers = (name: string): number[][] => [...text.matchAll(new RegExp(`/${name} \\[([\\d. ]+)\\]`, 'g'))].map((match) => match[1]!.split(' ').map(Number));
      const near = (given: number[] | undefined, wanted: number[]) => assert.ok(given && wanted.every((one, index) => Math.abs(one - given[index]!) < 0.02), `${key}: ${given} for ${wanted}`);
      for (const box of ['TrimBox', 'CropBox']) { assert.equal(numbers(box).length, pages); for (const one of numbers(box)) near(one, [3 * mm, 3 * mm, (width + 3) * mm, (height + 3) * mm]); }
      for (const one of numbers('BleedBox')) near(one, [0, 0, (width + 6) * mm, (height + 6) * mm]);
      // what was added can be found: the new table of references names objects that are there
      const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)![1]);
      for (const [, number, offset] of text.slice(start).matchAll(/^(\d+) 1\n(\d{10}) 00000 n/gm)) assert.ok(text.startsWith(`${number} 0 obj`, Number(offset)));
    }
  });

  test('takes words as words, whatever they look like', async () => {
    const svg = await svgOf(design('procedure', { title: '#panic("x") *đậm* $x^2$ \\ <b>&amp;</b> // /* @a', where: '`mã` _nghiêng_ [ ] { } = tiêu đề' }), FORMATS.tall);
    assert.ok(svg.startsWith('<svg'));
    assert.deepEqual(signsIn('Đường ữ ợ ỷ – “a” … 98,6 % ₫ → 🎉 ①'), ['→', '🎉', '①'].filter((sign) => signsIn(sign).length));
    assert.ok(signsIn('🎉').length === 1);
  });

  test('looks right with empty optional fields, one long word, and a title of three lines', async () => {
    assert.ok(await fits(design('procedure', { fee: '', hours: '', online: '', papers: ['Bản chính'] }), 'tall'));
    assert.ok(await fits(design('hotline', { second: '', email: '', place: '', promise: '' }), 'wide'));
    assert.ok(await fits(design('procedure', { title: 'Đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi' }), 'tall'));
    assert.ok(await fits(design('procedure', { where: `https://dichvucong.example/${'a'.repeat(70)}` }), 'wide'));
    for (const chart of ['bars', 'pie', 'none']) assert.ok(await fits(design('figures', { chart, figures: [...(printKind('figures')!.sample.figures as object[]), { value: '0', unit: '', label: 'hồ sơ trễ hạn' }] as never }), 'tall'), chart);
  });
});

describe('words that do not fit', () => {
  const long = 'Bản chính và bản sao có chứng thực của cơ quan có thẩm quyền, còn hạn sử dụng, không tẩy xóa, kèm ảnh chụp rõ bốn góc của giấy tờ gốc';
  test('are named with how many lines and words they are too long, and when so many go the rest fits', async () => {
    const papers = Array.from({ length: 7 }, () => long), found = await overflowOf(design('procedure', { papers }), FORMATS.tall);
    assert.ok(found.length > 0 && found.every((one) => one.path.startsWith('papers.') && one.words > 0 && one.lines > 0));
    assert.ok(await fits(design('procedure', { papers: papers.map((text, index) => text.slice(0, found.find((one) => one.path === `papers.${index}`)?.keep ?? text.length)) }), 'tall'));
    const [line] = await overflowOf(design('led', { first: 'Đã có chữ ký số miễn phí tại Một cửa xã Bình An mỗi sáng', second: '' }), FORMATS.led);
    assert.ok(line!.keep > 10 && await fits(design('led', { first: 'Đã có chữ ký số miễn phí tại Một cửa xã Bình An mỗi sáng'.slice(0, line!.keep), second: '' }), 'led'));
  });
  test('are marked in the picture, never cut off', async () => {
    const one = design('procedure', { papers: Array.from({ length: 7 }, () => long) }), found = await overflowOf(one, FORMATS.tall), marked = await svgOf(one, FORMATS.tall, found);
    assert.match(marked, /#c00000/);
    assert.match(marked, /#e00000/);
    assert.doesNotMatch(await svgOf(one, FORMATS.tall), /#c00000/);
  });
});
