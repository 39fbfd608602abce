import { gzipSync } from 'node:zlib';
import type { Assets } from '#platform/http/assets.ts';
import { portalParts } from '../portal-part.ts';
import { allAddresses, split } from './addresses.ts';
import type { Portal } from './portal.ts';

/** One file of the mirror: its path below the folder. */
export interface MirrorFile { readonly path: string; readonly bytes: Uint8Array }
export interface MirrorResult { readonly pages: number; readonly files: number; readonly bytes: number; /** pages that answer 410 */ readonly gone: readonly string[]; /** addresses that pages name and nobody answers, with a page that names each */ readonly dead: readonly { readonly address: string; readonly from: string }[] }

/**
 * Every public page as a plain file, for a web server that knows nothing of Loa: what there is to list, and whatever those pages name, until
 * nothing new is named. Search and forms stay with Loa.
 */
export async function mirror(portal: Portal, assets: Assets, write: (file: MirrorFile) => Promise<void>): Promise<MirrorResult> {
  const found = new Map<string, string>(), queue: string[] = [], gone: string[] = [], dead: { address: string; from: string }[] = [];
  const add = (address: string, from: string): void => { if (!found.has(address)) { found.set(address, from); queue.push(address); } };
  let pages = 0, files = 0, bytes = 0;
  const put = async (path: string, content: Uint8Array): Promise<void> => { files++; bytes += content.length; await write({ path, bytes: content }); };
  for await (const address of allAddresses(portal)) add(address, '');

  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const { host, path } = split(address);
    if (path.startsWith('/assets/')) {
      const asset = assets.read(path.slice('/assets/'.length));
      if (asset) await put(`assets/${path.slice('/assets/'.length)}`, asset); else dead.push({ address, from: found.get(address)! });
      continue;
    }
    const answer = await portal.answer(host, path);
    if (answer.kind === 'none') { dead.push({ address, from: found.get(address)! }); continue; }
    if (answer.kind === 'moved') { await put(fileOf(address, true), new TextEncoder().encode(redirect(answer.to))); continue; }
    const { page } = answer, body = portal.pages.body(page, null), isHtml = page.mediaType.startsWith('text/html');
    if (!body) throw new Error(`the page ${address} was made and is not there`);
    if (page.status === 410) gone.push(address);
    await put(fileOf(address, isHtml), body);
    if (page.packed) await put(`${fileOf(address, isHtml)}.gz`, portal.pages.body(page, 'gzip') ?? gzipSync(body));
    if (isHtml) { pages++; for (const named of addressesIn(body.toString('utf8'), host)) add(named, address); }
    else if (path.endsWith('.css')) for (const named of addressesIn(body.toString('utf8'), host)) add(named, address);
  }
  return { pages, files, bytes, gone, dead };
}

/** Stays with Loa: it answers what is asked. */
const dynamic = (path: string): boolean => portalParts().some((part) => part.dynamic?.some((page) => path.endsWith(page.path)));
const NOT_MIRRORED = /^\/(?:lam-viec|api|calendar|dang-ky|huy-dang-ky|xac-nhan|dang-nhap)(?:[/?]|$)/;

/** Addresses of ours that a page or a style names. */
function* addressesIn(text: string, host: string): Generator<string> {
  for (const match of text.matchAll(/\s(?:href|src|poster)="(\/[^"#?]*)|\ssrcset="([^"]*)"|url\("?(\/[^")?#]*)/g)) {
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

/** How nginx serves the folder: finished files first, what was taken down as 410, search and forms from Loa. */
export const nginxExample = (folder: string, gone: readonly string[]): string => `# Máy chủ nginx phục vụ bản sao này; tìm kiếm, biểu mẫu và khu làm việc chuyển về Loa (sửa 127.0.0.1:8080 cho đúng).
server {
  listen 80;
  root ${folder};
  gzip_static on;
  location /assets/ { add_header Cache-Control "public, max-age=31536000, immutable"; try_files $uri @loa; }
  location /anh/ { add_header Cache-Control "public, max-age=31536000, immutable"; try_files $uri @loa; }
  location / { index index.html; try_files $uri $uri.html @loa; }
  location = / { try_files /index.html @loa; }
${gone.filter((address) => address.startsWith('/')).map((address) => `  location = ${address} { error_page 410 ${address}.html; return 410; }`).join('\n')}
  location @loa { proxy_pass http://127.0.0.1:8080; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme; }
}
`;
