import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { notesXml, numberingXml, stylesXml, wordFile, wordParagraph as p } from '#test/samples/files/damaged-files.ts';
import { extractDocx } from './docx.ts';

const texts = (bytes: Uint8Array): string[] => extractDocx(bytes).paragraphs.map((paragraph) => paragraph.text);
const level = (ilvl: number, format: string, text: string, more = ''): string => `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
const item = (numId: number, ilvl: number, text: string): string => p(text, `<w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${numId}"/></w:numPr>`);

describe('numbers that Word writes by itself', () => {
  const lists = { name: 'word/numbering.xml', content: numberingXml(
    `<w:abstractNum w:abstractNumId="0">${level(0, 'upperRoman', '%1.')}${level(1, 'decimal', '%2.')}${level(2, 'lowerLetter', '%3)')}${level(3, 'decimal', '%2.%4.')}${level(4, 'bullet', '\uf0b7')}</w:abstractNum>`
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>') };

  test('come out as printed, level by level, and start again below a new heading', () => {
    const body = item(1, 0, 'MỤC ĐÍCH') + item(1, 1, 'Mục đích') + item(1, 1, 'Yêu cầu') + item(1, 2, 'một') + item(1, 2, 'hai') + item(1, 4, 'chấm') + item(1, 0, 'NỘI DUNG') + item(1, 1, 'Lại một') + item(1, 3, 'con');
    assert.deepEqual(texts(wordFile(body, [lists])), ['I. MỤC ĐÍCH', '1. Mục đích', '2. Yêu cầu', 'a) một', 'b) hai', '- chấm', 'II. NỘI DUNG', '1. Lại một', '1.1. con']);
  });
  test('two lists of one definition go on counting; one that says where to start does so', () => {
    assert.deepEqual(texts(wordFile(item(1, 1, 'a') + item(2, 1, 'b') + item(3, 1, 'c') + item(3, 1, 'd'), [lists])), ['1. a', '2. b', '5. c', '6. d']);
  });
  test('come from the style of the paragraph too', () => {
    const styles = { name: 'word/styles.xml', content: stylesXml('<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Diem"><w:basedOn w:val="Base"/></w:style>') };
    assert.deepEqual(texts(wordFile(p('một', '<w:pStyle w:val="Diem"/>') + p('hai', '<w:pStyle w:val="Diem"/>'), [lists, styles])), ['a) một', 'b) hai']);
  });
});

describe('what is printed', () => {
  test('deleted and hidden text and field codes are not, inserted text and field results are', () => {
    const body = '<w:p><w:r><w:t>giữ </w:t></w:r><w:del><w:r><w:delText>xoá</w:delText></w:r></w:del><w:ins><w:r><w:t>thêm </w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>'
      + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2026</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>';
    const read = extractDocx(wordFile(body));
    assert.deepEqual(read.paragraphs.map((paragraph) => paragraph.text), ['giữ thêm 2026']);
    assert.match(read.warnings[0]!, /Track Changes/);
  });
  test('capitals made by formatting are capitals', () => assert.deepEqual(texts(wordFile(p('kế hoạch', '', '<w:caps/>'))), ['KẾ HOẠCH']));
  test('a line break starts a line; text boxes are read; bold and centred are told', () => {
    const box = '<w:p><w:r><w:pict><v:shape xmlns:v="urn:v"><v:textbox><w:txbxContent><w:p><w:r><w:t>UBND XÃ A</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>';
    const read = extractDocx(wordFile(`${box}<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>KT. CHỦ TỊCH</w:t><w:br/><w:t>PHÓ CHỦ TỊCH</w:t></w:r></w:p>`)).paragraphs;
    assert.deepEqual(read.map(({ text, bold, centred }) => [text, bold ?? false, centred ?? false]), [['UBND XÃ A', false, false], ['KT. CHỦ TỊCH', true, true], ['PHÓ CHỦ TỊCH', true, true]]);
  });
  test('a letterhead and a signature set with tabs are two boxes each', () => {
    const line = (left: string, right: string): string => `<w:p><w:r><w:t>${left}</w:t><w:tab/><w:tab/><w:t>${right}</w:t></w:r></w:p>`;
    const read = extractDocx(wordFile(line('UBND XÃ A', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM') + line('Số: 1/KH-UBND', 'Độc lập - Tự do - Hạnh phúc') + p('KẾ HOẠCH') + line('Nơi nhận:', 'CHỦ TỊCH') + p('- Sở Nội vụ;') + line('', 'Nguyễn Văn A'))).paragraphs;
    assert.deepEqual(read.map(({ text, cell }) => [cell ? `${cell.table}.${cell.column}` : '', text]), [
      ['0.0', 'UBND XÃ A'], ['0.0', 'Số: 1/KH-UBND'], ['0.1', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'], ['0.1', 'Độc lập - Tự do - Hạnh phúc'], ['', 'KẾ HOẠCH'],
      ['1.0', 'Nơi nhận:'], ['1.0', '- Sở Nội vụ;'], ['1.1', 'CHỦ TỊCH'], ['1.1', 'Nguyễn Văn A'],
    ]);
  });
  test('a footnote is marked in the text and follows its paragraph', () => {
    const notes = { name: 'word/footnotes.xml', content: notesXml('<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Quyết định số 1/QĐ-UBND</w:t></w:r></w:p></w:footnote>') };
    const body = '<w:p><w:r><w:t>của UBND tỉnh</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>.</w:t></w:r></w:p>';
    assert.deepEqual(extractDocx(wordFile(body + p('sau'), [notes])).paragraphs.map(({ text, style }) => [text, style ?? null]), [['của UBND tỉnh¹.', null], ['¹ Quyết định số 1/QĐ-UBND', 'footnote'], ['sau', null]]);
  });
  test('letters of the old fonts .VnTime and .VnTimeH become Unicode', () => {
    const font = (name: string): string => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;
    const read = extractDocx(wordFile(p('KÕ ho¹ch', '', font('.VnTime')) + p('kÕ ho¹ch', '', font('.VnTimeH')) + p('Keá hoaïch', '', font('VNI-Times'))));
    assert.deepEqual(read.paragraphs.map((paragraph) => paragraph.text), ['Kế hoạch', 'KẾ HOẠCH', 'Kế hoạch']);
    assert.equal(read.warnings.length, 2);
  });
});

describe('tables', () => {
  const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${text === '' ? '<w:p/>' : p(text)}</w:tc>`;
  test('merged cells keep one place with their spans, and an empty cell is still there', () => {
    const table = `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('STT')}${cell('Nhiệm vụ', '<w:gridSpan w:val="2"/>')}</w:tr>`
      + `<w:tr>${cell('1', '<w:vMerge w:val="restart"/>')}${cell('a')}${cell('')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('b')}${cell('c')}</w:tr></w:tbl>`;
    const cells = extractDocx(wordFile(table)).paragraphs.map(({ text, cell: at }) => [text, at!.row, at!.column, at!.rows ?? 1, at!.columns ?? 1, at!.header ?? false]);
    assert.deepEqual(cells, [['STT', 0, 0, 1, 1, true], ['Nhiệm vụ', 0, 1, 1, 2, true], ['1', 1, 0, 2, 1, false], ['a', 1, 1, 1, 1, false], ['', 1, 2, 1, 1, false], ['b', 2, 1, 1, 1, false], ['c', 2, 2, 1, 1, false]]);
  });
  test('a frame of one cell around the text is no table', () => assert.equal(extractDocx(wordFile(`<w:tbl><w:tr>${cell('trong khung')}</w:tr></w:tbl>`)).paragraphs[0]!.cell, undefined));
});
