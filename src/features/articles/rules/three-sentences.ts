/** Ends of sentences: a full stop, question or exclamation mark before a blank and a capital letter or figure. */
const BETWEEN = /(?<=[.!?…])\s+(?=[\p{Lu}\d“"])/u;
const LONGEST = 220, SHORTEST = 20;

/** Three sentences that stand for an article: those of its summary, then the first of its text; none twice, none that is no sentence or too long for a poster. */
export function threeSentencesOf(summary: string, body: string): string[] {
  const all = [summary, ...body.split('\n')].flatMap((part) => part.trim().split(BETWEEN)).map((one) => one.trim()).filter((one, index) => one.length >= SHORTEST && one.length <= LONGEST && (index === 0 || /[.!?…]$/.test(one)));
  return [...new Set(all)].slice(0, 3);
}
