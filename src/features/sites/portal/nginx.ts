import { FILE_POLICY, PAGE_POLICY } from '#platform/pages/send.ts';
import { split } from './addresses.ts';

/** What a plain web server must be told of a mirror, beside its files. */
export interface Served {
  /** Pages that answer 410, by their address. */
  readonly gone: readonly string[];
  readonly moved: readonly { readonly address: string; readonly to: string }[];
  /** Files, by their address: under which type and, when they are to be saved, under which name. */
  readonly files: readonly { readonly address: string; readonly mediaType: string; readonly download: string | null }[];
}

/** Shown when something must be asked of Loa and it does not answer. */
export const AWAY_FILE = 'tam-nghi.html';
/** In a folder that readers reach and no pages for them. */
const HIDDEN = ['nginx.conf.example', '.loa-mirror.json', 'hosts'];
/** Types of what the build makes, and of pages; of everything else as the pages say. */
const TYPES: Readonly<Record<string, string>> = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', woff2: 'font/woff2', svg: 'image/svg+xml', png: 'image/png', ico: 'image/x-icon' };

const ending = (path: string): string => /\.([a-z0-9]+)$/i.exec(path)?.[1] ?? '';
const quoted = (text: string): string => `"${text.replace(/[\\"$]/g, '\\$&')}"`;
/** Addresses are ours and hold nothing else; one that would end a line of the file is left to Loa. */
const plain = (text: string): boolean => /^[\w\-./:~%]+$/.test(text);

/** How nginx serves the folder: finished files first, with the headers that Loa sends; what was taken down as 410, what moved as 301; search and forms from Loa. */
export function nginxExample(folder: string, { gone, moved, files }: Served): string {
  const types = new Map(Object.entries(TYPES)), exact = new Map<string, string[]>();
  const at = (address: string, line: string): void => { const { host, path } = split(address); if (plain(path)) exact.set(host, [...(exact.get(host) ?? []), `  location = ${path} { ${line} }`]); };
  for (const { address, mediaType, download } of files) {
    const known = types.get(ending(address));
    if (ending(address) && !known && !download) types.set(ending(address), mediaType);
    else if (known !== mediaType || download) at(address, `types {} default_type ${quoted(mediaType)}; ${HEADERS}${download ? ` add_header Content-Disposition ${quoted(`attachment; filename*=UTF-8''${encodeURIComponent(download.toWellFormed())}`)};` : ''}`);
  }
  for (const address of gone) at(address, `error_page 410 ${split(address).path === '/' ? '/index' : split(address).path}.html; return 410;`);
  for (const { address, to } of moved) if (plain(to)) at(address, `return 301 ${to};`);
  const hosts = [...new Set([...exact.keys()].filter(Boolean))];
  return `# Máy chủ nginx phục vụ bản sao này; tìm kiếm, biểu mẫu và khu làm việc chuyển về Loa (sửa 127.0.0.1:8080 cho đúng).
map $sent_http_content_type $loa_policy { ~^text/html ${quoted(PAGE_POLICY)}; default ${quoted(FILE_POLICY)}; }
${['', ...hosts].map((host) => server(folder, host, types, exact.get(host) ?? [])).join('')}`;
}

const HEADERS = `add_header Content-Security-Policy $loa_policy always; add_header X-Content-Type-Options nosniff always; add_header X-Frame-Options DENY always; add_header Referrer-Policy strict-origin-when-cross-origin always;`;
const FOR_EVER = `${HEADERS} add_header Cache-Control "public, max-age=31536000, immutable"; try_files $uri @loa;`;

const server = (folder: string, host: string, types: ReadonlyMap<string, string>, exact: readonly string[]): string => `server {
  listen 80;
${host ? `  server_name ${host};\n` : ''}  root ${quoted(host ? `${folder}/hosts/${host}` : folder)};
  types { ${[...types].map(([name, type]) => `${quoted(type)} ${name};`).join(' ')} }
  gzip_static on;
  gzip_vary on;
  absolute_redirect off;
  error_page 502 504 =503 /${AWAY_FILE};
  ${HEADERS}
  add_header Cache-Control "public, no-cache";
${['assets', 'anh'].map((name) => `  location /${name}/ { ${host ? `root ${quoted(folder)}; ` : ''}${FOR_EVER} }\n`).join('')}${host ? `  location /x/ { root ${quoted(folder)}; try_files $uri $uri.html @loa; }\n  location = /${AWAY_FILE} { root ${quoted(folder)}; }\n` : HIDDEN.map((name) => `  location ^~ /${name} { return 404; }\n`).join('')}  location / { try_files $uri $uri.html @loa; }
  location = / { try_files /index.html @loa; }
${exact.map((line) => `${line}\n`).join('')}  location @loa { proxy_pass http://127.0.0.1:8080; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme; }
}
`;
