import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MiddlewareHandler } from 'hono';

/** Scripts, styles and fonts of the build, under names that carry their hash and may be kept for ever. */
export interface Assets {
  /** "console.css" → "/assets/console-AB12CD.css" */
  url(name: string): string;
  /** The bytes of a file by its name with the hash. */
  read(file: string): Uint8Array | undefined;
  readonly serve: MiddlewareHandler;
}

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', woff2: 'font/woff2', svg: 'image/svg+xml', png: 'image/png', map: 'application/json', ico: 'image/x-icon',
};

/**
 * `directory` holds assets.json (logical name → file name) and the files. Throws when the build has none. All of it is read now: a later
 * build may clear this one away, and a running server keeps serving what its pages name.
 */
export function openAssets(directory: string): Assets {
  const manifest = JSON.parse(readFileSync(join(directory, 'assets.json'), 'utf8')) as Record<string, string>;
  const files = new Map(readdirSync(directory).filter((name) => Object.hasOwn(TYPES, name.split('.').pop()!)).map((name) => [name, new Uint8Array(readFileSync(join(directory, name)))]));
  return {
    url(name) {
      const file = manifest[name];
      if (!file) throw new Error(`the build has no asset ${name}`);
      return `/assets/${file}`;
    },
    read: (file) => files.get(file),
    serve: async (c, next) => {
      const name = c.req.path.slice('/assets/'.length);
      const body = files.get(name);
      if (!body) return next();
      return c.body(body, 200, { 'content-type': TYPES[name.split('.').pop()!] ?? 'application/octet-stream', 'cache-control': 'public, max-age=31536000, immutable' });
    },
  };
}
