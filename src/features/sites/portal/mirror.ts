import { gzipSync } from 'node:zlib';
import type { Assets } from '#platform/http/assets.ts';
import { portalParts } from '../portal-part.ts';
import { allAddresses, split } from './addresses.ts';
import { AWAY_FILE, type Served } from './nginx.ts';
import type { Portal } from './portal.ts';
import { awayPage } from './respond.tsx';

/** One file of the mirror: its path below the folder. */
export interface MirrorFile { readonly path: string; readonly bytes: Uint8Array }
export interface MirrorResult { readonly pages: number; readonly files: number; readonly bytes: number; readonly served: Served; /** addresses that pages name and nobody answers, with a page that names each */ readonly dead: readonly { readonly address: string; readonly from: string }[] }

/**
 * Every public page as a plain file, for a web server that knows nothing of Loa: what there is to list, and whatever those pages name, until
 * nothing new is named. Search and forms stay with Loa.
 */
export async function mirror(portal: Portal, assets: Assets, write: (file: MirrorFile) => Promise<void>): Promise<MirrorResult> {
  const found = new Map<string, string>(), queue: string[] = [], gone: string[] = [], moved: { address: string; to: string }[] = [], named: { address: string; mediaType: string; download: string | null }[] = [], dead: { address: string; from: string }[] = [];
  const add = (address: string, from: string): void => { if (!found.has(address)) { found.set(address, from); queue.push(address); } };
  let pages = 0, files = 0, bytes = 0;
  const put = async (path: string, content: Uint8Array): Promise<void> => { files++; bytes += content.length; await write({ path, bytes: content }); };
  for await (const address of allAddresses(portal)) add(address, '');

  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const { host, path } = split(address);
    if (path.startsWith('/assets/')) {
      const asset = assets.read(path.slice('/assets/'.length));
      if (!asset) { dead.push({ address, from: found.get(address)! }); continue; }
      await put(path.slice(1), asset);
      if (path.endsWith('.css')) for (const one of addressesIn(Buffer.from(asset).toString('utf8'), '')) add(one, address);
      if (/\.(?:css|js|svg)$/.test(path)) await put(`${path.slice(1)}.gz`, gzipSync(asset, { level: 9 }));
      continue;
    }
    const answer = await portal.answer(host, path);
    if (answer.kind === 'none') { dead.push({ address, from: found.get(address)! }); continue; }
    if (answer.kind === 'moved') { moved.push({ address, to: answer.to }); await put(fileOf(address, true), new TextEncoder().encode(redirect(answer.to))); continue; }
    const { page } = answer, body = portal.pages.body(page, null), isHtml = page.mediaType.startsWith('text/html');
    if (!body) throw new Error(`the page ${address} was made and is not there`);
    if (page.status === 410) gone.push(address);
    await put(fileOf(address, isHtml), body);
    if (page.packed) await put(`${fileOf(address, isHtml)}.gz`, portal.pages.body(page, 'gzip') ?? gzipSync(body));
    if (!isHtml) named.push({ address, mediaType: page.mediaType, download: page.download });
    if (isHtml) { pages++; for (const one of addressesIn(body.toString('utf8'), host)) add(one, address); }
  }
  await put(AWAY_FILE, new TextEncoder().encode(awayPage()));
  return { pages, files, bytes, served: { gone, moved, files: named }, dead };
}

/** Stays with Loa: it answers what is asked. */
const dynamic = (path: string): boolean => portalParts().some((part) => part.dynamic?.some((page) => path.endsWith(page.path)));
const NOT_MIRRORED = /^\/(?:lam-viec|api|calendar|dang-ky|huy-dang-ky|xac-nhan|dang-nhap)(?:[/?]|$)/;

/** Addresses of ours that a page or a style names. */
function* addressesIn(text: string, host: string): Generator<string> {
  // on a host of its own a site names itself with it
  for (const match of (host ? text.replaceAll(`"https://${host}/`, '"/') : text).matchAll(/\s(?:href|src|poster)="(\/[^"#?]*)|\ssrcset="([^"]*)"|url\("?(\/[^")?#]*)/g)) {
    const named = match[2] ? match[2].split(',').map((one) => one.trim().split(/\s+/)[0]!) : [match[1] ?? match[3]!];
    for (const one of named) if (one.startsWith('/') && !one.startsWith('//') && !NOT_MIRRORED.test(one) && !dynamic(one)) yield host && !/^\/(?:assets|anh|x)\//.test(one) ? `https://${host}${one}` : one;
  }
}

/** '/tin-bai/a' → 'tin-bai/a.html', '/' → 'index.html'; of a site with its own host below 'hosts/'. */
function fileOf(address: string, isHtml: boolean): string {
  const { host, path } = split(address), below = decodeURIComponent(path).replace(/^\//, '');
  return `${host ? `hosts/${host}/` : ''}${isHtml ? (below ? `${below}.html` : 'index.html') : below}`;
}

const redirect = (to: string): string => `<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>Đã chuyển địa chỉ</title><meta http-equiv="refresh" content="0; url=${to}"><link rel="canonical" href="${to}"></head><body><p><a href="${to}">Trang này đã chuyển địa chỉ</a></p></body></html>\n`;
