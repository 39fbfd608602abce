import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { PAYLOADS } from '#test/support/attacks.ts';

/** With `test/architecture.test.ts`, which lists the few places that do without it, this holds for every field of every form. */
test('whatever is typed comes out of a page as it was typed: every attack, as text, in an attribute, in a field', () => {
  for (const typed of PAYLOADS.map((one) => one.replaceAll('\u0000', '').replaceAll('\r', ''))) { // forms drop the first, HTML reads the second as an end of line
    const html = String(<div title={typed}><p>{typed}</p><input value={typed} /><textarea>{`\n${typed}`}</textarea></div>), { childNodes: [box] } = parseFragment(html) as { childNodes: Tree.Element[] };
    const [words, field, area] = box!.childNodes as Tree.Element[], text = (one: Tree.Element) => (one.childNodes[0] as Tree.TextNode | undefined)?.value ?? '';
    assert.deepEqual([box!.childNodes.length, box!.attrs[0]!.value, text(words!), field!.attrs[0]!.value, text(area!)], [3, typed, typed, typed, typed], typed);
  }
  assert.ok(PAYLOADS.length >= 60);
});
