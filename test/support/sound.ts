import assert from 'node:assert/strict';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** Nothing of a page runs, loads or sends anything that its makers did not write. */
export function sound(html: string, name: string): void {
  const stack: Node[] = [...parse(html).childNodes];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!('tagName' in node)) continue;
    const of = (attribute: string): string => ('attrs' in node! ? node.attrs.find((one) => one.name === attribute)?.value ?? '' : '');
    assert.ok(!['iframe', 'object', 'embed', 'applet', 'base', 'frame', 'portal', 'math', 'marquee', 'video', 'audio', 'style'].includes(node.tagName), `<${node.tagName}> in ${name}`);
    for (const { name: attribute, value } of node.attrs) {
      assert.doesNotMatch(attribute, /^on|^style$|^srcdoc$|^formaction$|^ping$|^background$/, `${attribute}="${value.slice(0, 60)}" in ${name}`);
      if (['href', 'src', 'action', 'xlink:href', 'srcset', 'poster', 'data'].includes(attribute)) assert.doesNotMatch(value.replace(/[\u0000-\u0020\u00a0\u200b]/g, ''), /^(?:javascript|vbscript|data:text|data:image\/svg|blob|filesystem|\/\/|\\)/i, `${attribute} in ${name}`);
    }
    if (node.tagName === 'script') assert.match(of('src') || of('type'), /^\/|^application\/ld\+json$/, `a script in ${name}`);
    if (node.tagName === 'meta') assert.doesNotMatch(of('http-equiv'), /refresh/i, name);
    // a list's own filter sends to where it stands
    if (node.tagName === 'form') assert.match(of('action') || (of('class') || of('role') ? '/' : ''), /^\//, name);
    stack.push(...node.childNodes, ...('content' in node ? (node as DefaultTreeAdapterTypes.Template).content.childNodes : []));
  }
}
