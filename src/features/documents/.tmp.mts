import { letterDocument, planDocument, reportDocument, letterToMany } from './test-samples.ts'; import { toDocx } from './to-docx.ts'; import { toPdf } from './to-pdf.ts';
import { extractText } from '#features/reading/extract/extract-text.ts'; import { readFacts } from '#features/reading/rules/read-facts.ts';
const which=process.argv[2]!, fmt=process.argv[3]!;
const d={plan:planDocument(),annex:planDocument({taskLayout:'annex'}),report:reportDocument(),letter:letterDocument(),many:letterToMany()}[which]!;
const f=readFacts(await extractText(fmt==='pdf'?toPdf(d):await toDocx(d), `x.${fmt}`)); const {text,spans,...rest}=f;
console.log(JSON.stringify(rest,null,1)); if(process.argv[4]) console.log(text.paragraphs.map(p=>p.style+' | '+p.text).join('\n'));
