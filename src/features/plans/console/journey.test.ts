import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import writeExcel from 'write-excel-file/node';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { planReview, planRow } from '../store.ts';
import { openDesk } from './test-desk.ts';

const PAPER = `**ỦY BAN NHÂN DÂN**
**TỈNH SÔNG TRÀ**
Số:      /KH-UBND

**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**Độc lập - Tự do - Hạnh phúc**
*Sông Trà, ngày      tháng     năm 2026*

**KẾ HOẠCH**
**Tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh Sông Trà**

Thực hiện Kế hoạch số 118/KH-UBND ngày 22/12/2025 của UBND tỉnh về cải cách hành chính năm 2026, Ủy ban nhân dân tỉnh ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2026 như sau:

**I. NỘI DUNG TUYÊN TRUYỀN**

1. Thủ tục hành chính, cơ chế một cửa, một cửa liên thông.

2. Dịch vụ công trực tuyến <script>alert(1)</script>.

**II. HÌNH THỨC TUYÊN TRUYỀN**

**1. Duy trì chuyên mục "Cải cách hành chính" trên Cổng thông tin điện tử tỉnh**

- Tần suất: 05 tin, bài/tháng (khoảng 50 tin, bài/năm).

- Cơ quan chủ trì: Sở Nội vụ.

- Thời gian thực hiện: Thường xuyên trong năm.

**2. Chuyên mục phát thanh trên hệ thống thông tin cơ sở**

- Tần suất: Mỗi tháng 01 chương trình (10 - 15 phút).

- Cơ quan thực hiện: UBND các xã, phường.

- Thời gian thực hiện: Thường xuyên trong năm.

**3. Tập huấn cho cán bộ, công chức, viên chức**

- Cơ quan chủ trì: Sở Nội vụ.

- Thời gian thực hiện: Quý II, III năm 2026.

**4. Poster, infographic trên màn hình LED**

- Cơ quan chủ trì: Liên hiệp truyền thông trên địa bàn.

- Thời gian thực hiện: Trong năm 2026.

**III. TỔ CHỨC THỰC HIỆN**

**1. Sở Nội vụ**

- Theo dõi, đôn đốc việc thực hiện Kế hoạch này.

**Nơi nhận:**
- Sở Nội vụ;
- UBND các xã, phường;
- Lưu: VT.

**TM. ỦY BAN NHÂN DÂN**
**CHỦ TỊCH**

**Lê Văn Mẫu**
`;

const { db } = await testDb();
const t = actingFor(db, { today: '2026-01-10' });
const province = await smallProvince(t, { communes: 4 });
const sit = await openDesk(db, t);
const all = () => true, root = { organisationId: province.root, organisationName: 'UBND tỉnh Sông Trà', may: all };
const commune = { organisationId: province.communes[0]!, organisationName: 'UBND xã Mẫu 1', may: (permission: string, at: string) => permission === 'plans.read' && at === province.communes[0] };
const paper = (text: string, name = 'ke-hoach.md') => new File([text], name, { type: 'text/markdown' });

describe('a plan from its file', () => {
  const desk = sit(root);

  test('is read, decided where it is not clear, and issued in few clicks, without any script', async (context) => {
    await desk.open('/lam-viec/ke-hoach');
    assert.match(desk.text(), /Đơn vị chưa có kế hoạch nào/);
    await desk.link('Nhập kế hoạch');
    await desk.send('/lam-viec/ke-hoach/nhap', {}, paper(PAPER));
    assert.equal(desk.page.status, 200);
    assert.match(desk.text(), /Kiểm tra nội dung đã đọc/);
    assert.match(desk.text(), /1 mục cần chọn/);
    assert.match(desk.page.html, /<mark class="m-quota"[^>]*>05 tin, bài\/tháng/);
    assert.match(desk.page.html, /<mark class="m-role[^>]*>Sở Nội vụ/);
    assert.match(desk.page.html, /disabled[^>]*>Ban hành|Ban hành<\/button>/);
    assert.ok(!desk.page.html.includes('<script>alert') && !/ style="/.test(desk.page.html));

    const id = desk.planId(), review = await planReview(db, id, t.env.clock.today()), waiting = review.tasks.find((task) => task.printed_index === 'II.4')!;
    // What waits is open by itself: who is meant is typed, remembered, saved.
    await desk.send(`/lam-viec/ke-hoach/${id}/nhiem-vu/${waiting.id}`, { [`p.${waiting.parties[0]!.id}.search`]: 'Sở Văn hóa, Thể thao và Du lịch' });
    assert.match(desk.text(), /Đã lưu/);
    assert.doesNotMatch(desk.text(), /mục cần chọn/);
    await desk.link('Ban hành');
    assert.match(desk.text(), /4 đơn vị × 12 tháng = 48 nghĩa vụ/);
    await desk.send(`/lam-viec/ke-hoach/${id}/ban-hanh`);
    assert.match(desk.text(), /Đã ban hành: 62 nghĩa vụ/);
    assert.ok(desk.clicks <= 25, `${desk.clicks} clicks`);
    context.diagnostic(`from file to issued: ${desk.clicks} clicks`);
    const after = await planReview(db, id, t.env.clock.today());
    assert.equal(after.plan.status, 'issued');
    assert.equal(after.tasks.find((task) => task.printed_index === 'II.4')!.parties[0]!.organisation_id, province.departments[1]);
  });

  test('gets its number later, is shown with progress, and comes out as a Word file and a PDF', async () => {
    const id = desk.planId();
    await desk.send(`/lam-viec/ke-hoach/${id}/so-ngay`, { number: 'không số', signedOn: '2026-01-05' });
    assert.equal(desk.page.status, 422);
    assert.match(desk.page.html, /value="không số"/);
    await desk.send(`/lam-viec/ke-hoach/${id}/so-ngay`, { number: '7/KH-UBND', signedOn: '2026-01-05' });
    assert.match(desk.text(), /07\/KH-UBND/);
    for (const [name, head] of [['van-ban.docx', 'PK'], ['van-ban.pdf', '%P'], ['tep', '**']] as const) {
      const { response } = await desk.open(`/lam-viec/ke-hoach/${id}/${name}`);
      assert.equal(response.status, 200);
      assert.equal(Buffer.from(await response.arrayBuffer()).subarray(0, 2).toString(), head);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    }
  });

  test('the same file again is pointed out with a link to the plan that is there', async () => {
    await desk.open('/lam-viec/ke-hoach/nhap');
    await desk.send('/lam-viec/ke-hoach/nhap', {}, paper(PAPER));
    assert.equal(desk.page.status, 409);
    assert.match(desk.text(), /Tệp này đã được nhập/);
    assert.match(desk.page.html, /href="\/lam-viec\/ke-hoach\/[0-9a-f-]{36}"/);
  });

  test('is amended: a copy is edited, what would change is shown, and it is issued from a day on', async () => {
    await desk.open('/lam-viec/ke-hoach');
    await desk.link('Tuyên truyền cải cách hành chính năm 2026');
    const id = desk.planId();
    await desk.send(`/lam-viec/ke-hoach/${id}/sua-doi`);
    const review = await planReview(db, id, t.env.clock.today()), first = review.tasks[0]!;
    await desk.open(`/lam-viec/ke-hoach/${id}/kiem-tra?mo=${first.id}`);
    await desk.send(`/lam-viec/ke-hoach/${id}/nhiem-vu/${first.id}`, { 'r0.count': '6' });
    await desk.link('Xem thay đổi');
    assert.match(desk.text(), /II.1 Chuyên mục .*11 nghĩa vụ mới · 11 nghĩa vụ kết thúc/);
    await desk.send(`/lam-viec/ke-hoach/${id}/ban-hanh`, { reason: 'x' });
    assert.equal(desk.page.status, 422);
    await desk.send(`/lam-viec/ke-hoach/${id}/ban-hanh`, { reason: 'Theo Công văn 12/UBND-VX' });
    assert.match(desk.text(), /Đã sửa đổi, bổ sung/);
    assert.match(desk.text(), /Bản 2 · đang có hiệu lực/);
  });

  test('is read by those below it and changed by nobody there', async () => {
    const below = sit(commune), id = desk.planId();
    await below.open('/lam-viec/ke-hoach');
    assert.match(below.text(), /Của cấp trên, giao cho đơn vị/);
    await below.link('Tuyên truyền cải cách hành chính năm 2026');
    assert.equal(below.page.status, 200);
    assert.doesNotMatch(below.page.html, /<form[^>]*action="\/lam-viec\/ke-hoach\/[^"]*(thu-hoi|sua-doi|so-ngay)"/);
    assert.equal((await below.open(`/lam-viec/ke-hoach/${id}/ban-hanh`)).status, 403);
  });

  test('shows those below the version in force, not the one being written', async () => {
    const below = sit(commune), id = desk.planId(), today = t.env.clock.today();
    await desk.open(`/lam-viec/ke-hoach/${id}`);
    await desk.send(`/lam-viec/ke-hoach/${id}/sua-doi`);
    const task = (await planReview(db, id, today)).tasks[0]!;
    await desk.open(`/lam-viec/ke-hoach/${id}/kiem-tra?mo=${task.id}`);
    await desk.send(`/lam-viec/ke-hoach/${id}/nhiem-vu/${task.id}`, { title: 'Điều chưa ai được biết' });
    await below.open(`/lam-viec/ke-hoach/${id}/kiem-tra`);
    assert.equal(below.page.status, 200);
    assert.doesNotMatch(below.text(), /Điều chưa ai được biết/);
    assert.doesNotMatch(below.page.html, /<form[^>]*action="\/lam-viec\/ke-hoach/);
    await desk.open(`/lam-viec/ke-hoach/${id}/ban-hanh`);
    await desk.send(`/lam-viec/ke-hoach/${id}/bo-sua-doi`);
    assert.match(desk.text(), /Bản 2 · đang có hiệu lực/);
  });

  test('is recalled with a reason', async () => {
    const id = desk.planId();
    await desk.open(`/lam-viec/ke-hoach/${id}`);
    await desk.send(`/lam-viec/ke-hoach/${id}/thu-hoi`, { reason: '' });
    assert.equal(desk.page.status, 422);
    await desk.send(`/lam-viec/ke-hoach/${id}/thu-hoi`, { reason: 'Ban hành nhầm dự thảo' });
    assert.match(desk.text(), /Đã thu hồi ngày 10\/01\/2026 Ban hành nhầm dự thảo/);
  });
});

describe('where reading fails', () => {
  test('the reason stands on the form, the original is kept, and the same form starts empty', async () => {
    const desk = sit(root);
    await desk.open('/lam-viec/ke-hoach/nhap');
    await desk.send('/lam-viec/ke-hoach/nhap', {}, new File(['%PDF-1.4 broken'], 'scan.pdf'));
    assert.equal(desk.page.status, 422);
    assert.match(desk.text(), /Bản gốc đã được giữ lại/);
    await desk.link('Nhập tay');
    await desk.send('/lam-viec/ke-hoach/nhap-tay', { title: 'Tuyên truyền theo bản giấy', year: '2026' });
    assert.match(desk.text(), /Nhiệm vụ mới/);
    const id = desk.planId();
    assert.equal((await planReview(db, id, t.env.clock.today())).imported!.fileName, 'scan.pdf');
    await desk.send(`/lam-viec/ke-hoach/${id}/nhiem-vu`, { printedIndex: '', title: 'Tọa đàm' });
    assert.equal(desk.page.status, 422);
    assert.match(desk.page.html, /value="Tọa đàm"/);
    await desk.send(`/lam-viec/ke-hoach/${id}/nhiem-vu`, { printedIndex: '1', title: 'Tọa đàm', product: 'panel-talk', kind: 'quarter', from: '2026-04-01', to: '2026-06-30', 'new.name': 'Sở Nội vụ', amount: '2' });
    assert.match(desk.text(), /1 đơn vị × 1 lần = 1 nghĩa vụ/);
    await desk.link('Ban hành');
    await desk.send(`/lam-viec/ke-hoach/${id}/ban-hanh`);
    assert.equal((await planRow(db, id))!.status, 'issued');
  });

  test('a table of tasks does as well; every bad row is named and nothing is taken', async () => {
    const sheet = async (rows: string[][]) => {
      const result = await writeExcel([['STT', 'Nhiệm vụ', 'Chủ trì', 'Thời gian', 'Định mức'], ...rows].map((row) => row.map((value) => ({ value }))) as never, {} as never);
      return new File([new Uint8Array(await (result as unknown as { toBuffer(): Promise<Buffer> }).toBuffer())], 'bang.xlsx');
    };
    const desk = sit(root);
    await desk.open('/lam-viec/ke-hoach/nhap-bang');
    await desk.send('/lam-viec/ke-hoach/nhap-bang', { title: 'Kế hoạch theo bảng', year: '2026' }, await sheet([['1', '', 'Sở Nội vụ', '', ''], ['2', 'Việc', 'Sở Nội vụ', 'lúc nào đó', '']]));
    assert.equal(desk.page.status, 422);
    assert.match(desk.text(), /Dòng 2, cột “Nhiệm vụ”.*Dòng 3, cột “Thời gian thực hiện”/);
    await desk.send('/lam-viec/ke-hoach/nhap-bang', { title: 'Kế hoạch theo bảng', year: '2026' }, await sheet([['1', 'Tin bài', 'Sở Nội vụ', 'Thường xuyên trong năm', '02 tin, bài/tháng']]));
    assert.match(desk.text(), /Đã đọc xong: 1 nhiệm vụ/);
    assert.equal((await desk.open('/lam-viec/ke-hoach/mau-bang.xlsx')).status, 200);
  });
});

describe('two people at one plan', () => {
  test('the second sees what the first changed beside what was typed, and loses nothing', async () => {
    const [one, two] = [sit(root), sit(root)];
    await one.open('/lam-viec/ke-hoach/soan');
    await one.send('/lam-viec/ke-hoach/soan', { title: 'Tuyên truyền nội bộ', year: '2026' });
    const id = one.planId();
    // A double tap makes one plan.
    await two.open('/lam-viec/ke-hoach/soan');
    await two.send('/lam-viec/ke-hoach/soan', { title: 'Tuyên truyền nội bộ', year: '2026' });
    assert.equal(two.planId(), id);
    await one.send(`/lam-viec/ke-hoach/${id}/nhiem-vu`, { printedIndex: '1', title: 'Hướng dẫn', 'new.name': 'Sở Nội vụ' });
    const task = (await planReview(db, id, t.env.clock.today())).tasks[0]!, address = `/lam-viec/ke-hoach/${id}/nhiem-vu/${task.id}`;
    await two.open(`/lam-viec/ke-hoach/${id}/kiem-tra?mo=${task.id}`);
    await one.send(address, { title: 'Hướng dẫn các phòng' });
    await two.send(address, { title: 'Hướng dẫn cấp xã', note: 'ghi thêm' });
    assert.equal(two.page.status, 409);
    assert.match(two.text(), /Tên: hiện đang là “Hướng dẫn các phòng”, bạn đã nhập “Hướng dẫn cấp xã”/);
    assert.match(two.page.html, /value="ghi thêm"/);
    await two.send(address);
    assert.equal((await planReview(db, id, t.env.clock.today())).tasks[0]!.title, 'Hướng dẫn cấp xã');

    // The long way: review, sent back, again, approved, issued.
    await two.send(`/lam-viec/ke-hoach/${id}/trinh`);
    await two.send(`/lam-viec/ke-hoach/${id}/tra-lai`, { reason: 'Bổ sung kinh phí' });
    assert.match(two.text(), /Bị trả lại Bổ sung kinh phí/);
    await two.open(`/lam-viec/ke-hoach/${id}/kiem-tra?muc=noi-dung&mo=sua`);
    await two.send(`/lam-viec/ke-hoach/${id}/phan/noi-dung/sua`, { purpose: 'Nâng cao nhận thức\nThống nhất cách làm', themes: '1. Một cửa', duties: 'Sở Nội vụ: Theo dõi', funding: 'Ngân sách nhà nước' });
    assert.match(two.text(), /Mục đích Nâng cao nhận thức Thống nhất cách làm/);
    await two.open(`/lam-viec/ke-hoach/${id}/kiem-tra?muc=can-cu&mo=moi`);
    await two.send(`/lam-viec/ke-hoach/${id}/phan/can-cu/moi`, { type: '', number: '30/2020/NĐ-CP' });
    assert.equal(two.page.status, 422);
    await two.send(`/lam-viec/ke-hoach/${id}/phan/can-cu/moi`, { type: 'Nghị định', number: '30/2020/NĐ-CP' });
    await two.open(`/lam-viec/ke-hoach/${id}/kiem-tra?muc=the-thuc&mo=sua`);
    await two.send(`/lam-viec/ke-hoach/${id}/phan/the-thuc/sua`, { place: 'Sông Trà', position: 'CHỦ TỊCH' });
    assert.match(two.text(), /Đã lưu/);
    await two.send(`/lam-viec/ke-hoach/${id}/trinh`);
    await two.send(`/lam-viec/ke-hoach/${id}/duyet`);
    await two.link('Ban hành');
    await two.send(`/lam-viec/ke-hoach/${id}/ban-hanh`);
    assert.equal((await planRow(db, id))!.status, 'issued');
  });
});
