import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { NOUN_ORDER } from '#app/noun-order.ts';

/** The house keeps itself: each rule of the plan of the house fails here when it is broken. */

const root = resolve(import.meta.dirname, '..');
const sources = globSync('{src,migrations,demo}/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.endsWith('.d.ts')).sort();
const isTest = (file: string) => /\.test\.tsx?$/.test(file);
const text = new Map(sources.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

interface Import { readonly from: string; readonly to: string; readonly typeOnly: boolean }

/** Imports inside the house, as paths from the root. */
function importsOf(file: string): Import[] {
  const found: Import[] = [];
  for (const match of text.get(file)!.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([#.][^']+)'/gm)) {
    const specifier = match[2]!;
    const target = specifier.startsWith('#')
      ? specifier.startsWith('#migrations/') || specifier.startsWith('#test/') ? specifier.slice(1) : `src/${specifier.slice(1)}`
      : relative(root, resolve(root, dirname(file), specifier));
    found.push({ from: file, to: target, typeOnly: Boolean(match[1]) || /^\s*import\s+\{\s*(type\s+\w+(\s+as\s+\w+)?\s*,?\s*)+\}\s+from/.test(match[0]) });
  }
  for (const match of text.get(file)!.matchAll(/import\(\s*'([#.][^']+)'\s*\)/g)) {
    const specifier = match[1]!;
    found.push({ from: file, to: specifier.startsWith('#') ? `src/${specifier.slice(1)}` : relative(root, resolve(root, dirname(file), specifier)), typeOnly: false });
  }
  return found;
}
const imports = sources.flatMap(importsOf);

const FLOORS = ['kernel', 'platform', 'ui', 'features', 'app', 'locales'] as const;
const MAY_USE: Record<string, readonly string[]> = {
  kernel: ['kernel'], locales: ['kernel', 'locales'], platform: ['kernel', 'platform', 'locales'], ui: ['kernel', 'platform', 'ui', 'locales'],
  features: ['kernel', 'platform', 'ui', 'features', 'locales'], app: [...FLOORS],
};
const floorOf = (file: string) => (file.startsWith('src/') ? file.split('/')[1]! : file.split('/')[0]!);
const nounOf = (file: string) => (file.startsWith('src/features/') ? file.split('/')[2]! : null);

describe('the house', () => {
  it('has only nouns of the ordered list', () => {
    const unknown = [...new Set(sources.map(nounOf).filter((noun) => noun && !NOUN_ORDER.includes(noun)))];
    assert.deepEqual(unknown, []);
  });

  it('keeps the floors: kernel ← platform, ui ← features ← app', () => {
    const broken = imports.filter(({ from, to }) => from.startsWith('src/') && to.startsWith('src/') && !isTest(from) && !(MAY_USE[floorOf(from)] ?? []).includes(floorOf(to)));
    assert.deepEqual(broken.map(({ from, to }) => `${from} → ${to}`), []);
  });

  it('keeps the order of nouns: each imports only itself and earlier ones', () => {
    const broken = imports.filter(({ from, to }) => {
      const [a, b] = [nounOf(from), nounOf(to)];
      return !isTest(from) && a && b && a !== b && NOUN_ORDER.indexOf(b) > NOUN_ORDER.indexOf(a);
    });
    assert.deepEqual(broken.map(({ from, to }) => `${from} → ${to}`), []);
  });

  it('keeps rules pure: no SQL, clock, environment or input and output', () => {
    const broken: string[] = [];
    for (const file of sources.filter((one) => one.includes('/rules/') && !isTest(one))) {
      const code = text.get(file)!;
      for (const { to, typeOnly } of importsOf(file))
        if (!typeOnly && (to.startsWith('src/platform/') || to.startsWith('src/ui/') || /\/(store|actions|console|portal|api|jobs)(\/|\.)/.test(to))) broken.push(`${file} → ${to}`);
      for (const [pattern, what] of [[/\bDate\.now\(|\bnew Date\(\)/, 'the clock'], [/\bprocess\.(env|cwd|hrtime)/, 'the environment'], [/from 'node:(?!crypto'|util')/, 'node'], [/from '(pg|kysely|hono[^']*)'/, 'a platform library'], [/Math\.random\(/, 'chance']] as const)
        if (pattern.test(code)) broken.push(`${file} uses ${what}`);
    }
    assert.deepEqual(broken, []);
  });

  it('has no cycle of value imports', () => {
    const edges = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) if (!typeOnly && !isTest(from)) edges.set(from, [...(edges.get(from) ?? []), to]);
    const state = new Map<string, 'open' | 'done'>(), cycles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') { cycles.push([...path.slice(path.indexOf(file)), file].join(' → ')); return; }
      state.set(file, 'open');
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of sources) visit(file, []);
    assert.deepEqual(cycles, []);
  });

  it('writes a table only in the store of its noun', () => {
    const owners = new Map<string, string>();
    for (const file of sources.filter((one) => nounOf(one) && !isTest(one)))
      for (const block of text.get(file)!.matchAll(/declare module '#platform\/db\/tables\.ts'\s*\{\s*interface Tables\s*\{([^}]*)\}/g))
        for (const table of block[1]!.matchAll(/([a-z_]+)\s*:/g)) owners.set(table[1]!, nounOf(file)!);
    const broken: string[] = [];
    for (const file of sources.filter((one) => one.startsWith('src/') && !isTest(one))) {
      const inStore = /\/store(\.ts|\/)/.test(file);
      for (const match of text.get(file)!.matchAll(/(?:insertInto|updateTable|deleteFrom|insert into|update|delete from)\s*\(?\s*['"`]?([a-z_]{4,})\b/g)) {
        const owner = owners.get(match[1]!);
        if (owner && (owner !== nounOf(file) || !inStore)) broken.push(`${file} writes ${match[1]} of ${owner}`);
      }
    }
    assert.deepEqual(broken, []);
  });

  it('escapes whatever somebody typed, in whichever field: HTML is put into a page unescaped only by those who are held against every known attack', () => {
    // the shell around a page, linked data without "<", and the typed tree of an article (rules/rich-text/hostile.test.ts)
    const may = ['src/ui/shell.tsx', 'src/ui/portal.tsx', 'src/features/articles/console/article.tsx', 'src/features/articles/console/contribution-parts.tsx', 'src/features/articles/portal/article-page.tsx', 'src/features/newsletters/issue-view.tsx'];
    const pages = sources.filter((file) => file.startsWith('src/') && !isTest(file));
    assert.deepEqual(pages.filter((file) => /from 'hono\/html'|dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*=|insertAdjacentHTML/.test(text.get(file)!)).sort(), may.toSorted());
    const trees = may.flatMap((file) => [...text.get(file)!.matchAll(/\{raw\((\w+)/g)].map(([, what]) => what!));
    assert.deepEqual([...new Set(trees)].sort(), ['articleHtml', 'bodyHtml', 'richTextHtml']);
  });

  it('has no hand-written source file over 400 lines', () => {
    const long = sources.filter((file) => file.startsWith('src/') && !isTest(file) && !file.includes('/locales/') && text.get(file)!.split('\n').length > 401);
    assert.deepEqual(long, []);
  });

  it('has no dead relative link in its documents', () => {
    const dead: string[] = [];
    for (const file of globSync('{*.md,docs/**/*.md,src/**/*.md,bench/**/*.md}', { cwd: root }))
      for (const match of readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g))
        if (!existsSync(resolve(root, dirname(file), match[1]!))) dead.push(`${file} → ${match[1]}`);
    assert.deepEqual(dead, []);
  });

  it('tells what every noun is in a README', () => {
    const without = [...new Set(sources.map(nounOf))].filter((noun) => noun && !existsSync(join(root, 'src/features', noun, 'README.md')));
    assert.deepEqual(without, []);
  });

  it('reads a file without any way to the database', () => {
    const seen = new Set<string>();
    const reach = (file: string) => {
      if (seen.has(file) || !text.has(file)) return;
      seen.add(file);
      for (const { to, typeOnly } of importsOf(file)) if (!typeOnly) reach(to);
    };
    for (const entry of ['src/features/reading/command.ts', 'src/features/reading/child.ts']) reach(entry);
    assert.ok(seen.size > 5, 'the entries of reading were not found');
    assert.deepEqual([...seen].filter((file) => file.startsWith('src/platform/db')), []);
  });

  it('keeps migrations free of the program they outlive', () => {
    assert.deepEqual(imports.filter(({ from, to }) => from.startsWith('migrations/') && to.startsWith('src/')).map(({ from, to }) => `${from} → ${to}`), []);
  });
});
