import { words, type Language } from '#locales/index.ts';
import { Crumbs } from '#ui/portal.tsx';
import { tagOf, type HtmlPage, type PageKind } from '../portal-part.ts';

interface Statement { readonly heading: string; readonly lead: string; readonly how: string; readonly ways: readonly string[]; readonly limits: string; readonly known: string }

/** What TT 26/2020/TT-BTTTT asks for, said as it is. */
const STATEMENT: Readonly<Record<Language, Statement>> = {
  vi: {
    heading: 'Trang này dùng được cho mọi người', lead: 'Trang được làm theo Hướng dẫn về khả năng tiếp cận nội dung web WCAG 2.1, mức AA, thực hiện Thông tư số 26/2020/TT-BTTTT.', how: 'Cách dùng',
    ways: [
      'Dùng được hoàn toàn bằng bàn phím: phím Tab đi tới, Shift + Tab đi lui, Enter mở liên kết. Bấm Tab lần đầu rồi Enter là đến thẳng nội dung chính.',
      'Phóng to đến 200 % bằng Ctrl và dấu cộng mà không mất nội dung; trên điện thoại, chữ theo cỡ chữ của máy.',
      'Phần mềm đọc màn hình đọc được tiêu đề, danh sách, bảng và lời mô tả của ảnh.',
      'Không điều gì chỉ nói bằng màu; dưới mỗi biểu đồ có bảng số liệu.',
      'Trang không cần JavaScript, không dùng cookie, không theo dõi người đọc.',
      'In trang bằng Ctrl + P; mỗi bài có bản PDF để lưu và in.',
    ],
    limits: 'Chỗ còn hạn chế', known: 'Một số văn bản đính kèm do cơ quan khác gửi có thể là bản quét mà phần mềm đọc màn hình không đọc được. Khi cần bản đọc được, xin liên hệ theo địa chỉ ở cuối trang.',
  },
  en: {
    heading: 'Everybody can use this site', lead: 'It is made to the Web Content Accessibility Guidelines WCAG 2.1, level AA, as Circular 26/2020/TT-BTTTT asks.', how: 'How to use it',
    ways: [
      'It can be used by keyboard alone: Tab goes forward, Shift + Tab goes back, Enter opens a link. Tab and then Enter leads straight to the main content.',
      'It can be enlarged to 200 % with Ctrl and the plus sign without loss; on a telephone letters follow the size chosen there.',
      'Screen readers read headings, lists, tables and descriptions of pictures.',
      'Nothing is said by colour alone; below each chart stands a table of its figures.',
      'It needs no JavaScript, sets no cookie and follows no reader.',
      'Pages are printed with Ctrl + P; each article can be saved and printed as a PDF.',
    ],
    limits: 'What does not work yet', known: 'Some attached documents of other offices may be scans that screen readers cannot read. If you need one that can be read, please write to the address at the foot of the page.',
  },
};

export const accessibility: PageKind = {
  pattern: '/tro-nang', languages: ['vi', 'en'], list: async () => ['/tro-nang'],
  async make({ language, site, at }): Promise<HtmlPage> {
    const say = words(language), { heading, lead, how, ways, limits, known } = STATEMENT[language];
    return {
      kind: 'html', title: say['portal.accessibility'], description: lead, tags: [tagOf.site(site.organisation_id)], languages: { vi: '/tro-nang', en: '/tro-nang' },
      content: <><Crumbs language={language} trail={[{ href: at('/'), label: say['portal.home'] }]} /><h1>{heading}</h1><p class="lead">{lead}</p>
        <section class="prose"><h2>{how}</h2><ul>{ways.map((way) => <li>{way}</li>)}</ul></section><section class="prose"><h2>{limits}</h2><p>{known}</p></section></>,
    };
  },
};
