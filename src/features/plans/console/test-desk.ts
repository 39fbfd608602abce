import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { Hono } from 'hono';
import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { act } from '#features/audit/act.ts';
import type { Database } from '#platform/db/tables.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { Permission } from '#platform/policy.ts';
import { useAssets } from '#ui/shell.tsx';
import type { TestActing } from '#test/support/acting.ts';
import { plansRoutes } from '../console.tsx';
import { hrefOf } from './load.ts';

/** Tests only: the routes of plans behind one desk, with a browser without JavaScript in front of it that counts its clicks. */
export interface Person { readonly organisationId: Id; readonly organisationName: string; may(permission: Permission, organisationId: Id): boolean }
export interface Page { readonly status: number; readonly path: string; readonly html: string; readonly response: Response }

export async function openDesk(db: Database, t: TestActing) {
  const root = await mkdtemp(join(tmpdir(), 'loa-plans-')), files = await openLocalFiles(root);
  after(() => rm(root, { recursive: true, force: true }));
  useAssets({ url: (name) => `/assets/${name}`, read: () => undefined, serve: async (_, next) => next() });
  return (person: Person) => {
    const app = new Hono(), actor = { ...t.actor, organisationId: person.organisationId, may: async (permission: Permission, at: Id) => person.may(permission, at) };
    for (const route of plansRoutes) {
      app.on(route.method, [route.path], async (c) => {
        const { scope } = route, at = scope.kind === 'of' ? await scope.organisationOf(db, c.req.param(scope.param) as Id) : person.organisationId;
        if (!at) return c.text('none', 404);
        if (route.permission && !person.may(route.permission, at)) return c.text('forbidden', 403);
        const { env } = t, visit = {
          c, deps: { db, files, config: {}, clock: env.clock, ids: env.ids, mode: 'real', log: {} }, db, now: env.clock.now(), today: env.clock.today(), actor, organisationId: at,
          session: { organisationId: person.organisationId, organisationName: person.organisationName, personName: 'Nguyễn Thị Thử', memberships: [], isAdministrator: false, notice: null },
          act: (verb: Parameters<Visit['act']>[0]) => act(env, actor, verb), may: actor.may, navigation: async () => [], unread: async () => 0,
        };
        return route.handler(visit as unknown as Visit);
      });
    }
    app.onError((error, c) => { if (error instanceof AppError) return c.text(error.message, error.status as 404); throw error; });
    return browser(app);
  };
}
export type Browser = ReturnType<Awaited<ReturnType<typeof openDesk>>>;

function browser(app: Hono) {
  let page: Page = { status: 0, path: '', html: '', response: new Response() }, clicks = 0;
  const go = async (path: string, init: RequestInit = {}): Promise<Page> => {
    let response = await app.request(path, init), at = path;
    for (let hop = 0; hop < 4 && response.status === 303; hop++) { at = response.headers.get('location')!; response = await app.request(at); }
    const text = (response.headers.get('content-type') ?? '').startsWith('text/') ? await response.clone().text() : '';
    return (page = { status: response.status, path: at, html: text, response });
  };
  const unescape = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  /** The fields of a form as a browser would send them. */
  const fieldsOf = (form: string): Map<string, string> => {
    const fields = new Map<string, string>(), attribute = (tag: string, name: string) => { const found = new RegExp(` ${name}="([^"]*)"`).exec(tag); return found ? unescape(found[1]!) : null; };
    for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
      const type = attribute(tag, 'type'), name = attribute(tag, 'name');
      if (name && type !== 'file' && (!['checkbox', 'radio'].includes(type ?? '') || / checked(=|>| |\/)/.test(tag))) fields.set(name, attribute(tag, 'value') ?? '');
    }
    for (const [, head, body] of form.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
      const options = [...body!.matchAll(/<option([^>]*)>/g)].map(([, tag]) => ({ value: attribute(` ${tag}`, 'value') ?? '', selected: / selected/.test(tag!) }));
      fields.set(attribute(head!, 'name')!, (options.find((one) => one.selected) ?? options[0])?.value ?? '');
    }
    for (const [, head, body] of form.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)) fields.set(attribute(head!, 'name')!, unescape(body!));
    return fields;
  };
  const formAt = (action: string): string => {
    const found = [...page.html.matchAll(/<form[^>]* action="([^"]*)"[^>]*>[\s\S]*?<\/form>/g)].find(([, to]) => unescape(to!) === action);
    if (!found) throw new Error(`no form to ${action} on ${page.path}: ${page.html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 600)}`);
    return found[0];
  };
  return {
    get page() { return page; },
    get clicks() { return clicks; },
    text: (): string => unescape(page.html.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' '),
    open: (path: string) => go(path),
    link: (words: string): Promise<Page> => {
      const found = [...page.html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].find(([, , body]) => unescape(body!.replace(/<[^>]+>/g, '')).includes(words));
      if (!found) throw new Error(`no link “${words}” on ${page.path}`);
      clicks++;
      return go(unescape(found[1]!));
    },
    /** Fills in what is given (each field one click) and sends the form (one more). */
    send: (action: string, typed: Record<string, string> = {}, file?: File): Promise<Page> => {
      const body = new FormData(), form = formAt(action);
      for (const [name, value] of fieldsOf(form)) body.set(name, value);
      for (const [name, value] of Object.entries(typed)) { body.set(name, value); clicks++; }
      if (file) { body.set('file', file); clicks++; }
      clicks++;
      return go(action, { method: 'POST', body });
    },
    fields: (action: string) => fieldsOf(formAt(action)),
    planId: (): Id => page.path.slice(hrefOf('' as Id).length).split(/[/?]/)[0] as Id,
  };
}
