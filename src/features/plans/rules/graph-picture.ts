/** Papers as boxes in columns, what cites to the right of what is cited: geometry alone, drawn by the view. */
export interface GraphNode { readonly id: string; readonly title: string; readonly more: string; readonly href: string; readonly over: boolean; readonly here: boolean }
export interface PlacedNode extends GraphNode { readonly x: number; readonly y: number; readonly lines: readonly string[] }
export interface GraphPicture { readonly width: number; readonly height: number; readonly nodes: readonly PlacedNode[]; readonly edges: readonly { readonly from: readonly [number, number]; readonly to: readonly [number, number]; readonly over: boolean }[] }

export const BOX = { width: 262, height: 58, gap: 12, between: 76 } as const;
const LETTERS = 34;

/** Columns from the papers cited to those that cite; each edge names a box and a box further right. A column stands in the middle of the height. */
export function graphPicture(columns: readonly (readonly GraphNode[])[], edges: readonly (readonly [string, string])[]): GraphPicture {
  const tallest = Math.max(1, ...columns.map((column) => column.length)), height = tallest * (BOX.height + BOX.gap) - BOX.gap + 4;
  const nodes = columns.flatMap((column, at) => {
    const top = (height - (column.length * (BOX.height + BOX.gap) - BOX.gap)) / 2;
    return column.map((node, row): PlacedNode => ({ ...node, x: 2 + at * (BOX.width + BOX.between), y: top + row * (BOX.height + BOX.gap), lines: lines(node.title) }));
  });
  const placed = new Map(nodes.map((node) => [node.id, node]));
  return {
    width: columns.length * (BOX.width + BOX.between) - BOX.between + 4, height, nodes,
    edges: edges.flatMap(([from, to]) => {
      const left = placed.get(from), right = placed.get(to);
      return left && right ? [{ from: [left.x + BOX.width, left.y + BOX.height / 2] as const, to: [right.x, right.y + BOX.height / 2] as const, over: left.over }] : [];
    }),
  };
}

/** Two lines at most, cut at a word. */
function lines(title: string): string[] {
  const found = [''];
  for (const word of title.split(/\s+/u)) {
    const line = found.at(-1)!;
    if (!line || line.length + word.length < LETTERS) found[found.length - 1] = line ? `${line} ${word}` : word;
    else if (found.length < 2) found.push(word);
    else { found[1] = `${found[1]!.slice(0, LETTERS - 2)}…`; break; }
  }
  return found;
}
