import { definePrintKind, list, rows, sentences, text } from './kind.ts';

export const leaflet = definePrintKind({
  key: 'leaflet', label: 'Tờ rơi gấp ba', about: 'Một tờ A4 hai mặt gấp làm ba, để phát tận tay.',
  product: 'material', channel: 'printed-matter', printed: { product: 'leaflet', channel: 'printed-matter', unit: 'tờ' }, formats: ['folded'], code: true,
  fields: [
    { type: 'line', name: 'title', label: 'Tiêu đề trang bìa', shown: 'Tiêu đề', required: true, most: 90 },
    { type: 'line', name: 'lead', label: 'Câu dưới tiêu đề', shown: 'Tóm tắt', most: 120 },
    { type: 'picture', name: 'picture', label: 'Ảnh trang bìa' },
    { type: 'rows', name: 'sections', label: 'Ba trang trong', shown: 'Nội dung', hint: 'Mỗi trang một mục; mỗi dòng trong ô là một đoạn', least: 3, rows: 3, columns: [{ name: 'name', label: 'Tên mục', required: true, most: 60 }, { name: 'text', label: 'Nội dung', required: true, most: 700 }] },
    { type: 'line', name: 'remember', label: 'Trang gấp vào: tiêu đề', shown: 'Mặt gấp vào', hint: 'Ví dụ: Nhớ mang theo', most: 60 },
    { type: 'list', name: 'points', label: 'Trang gấp vào: các ý', shown: 'Các ý', hint: 'Mỗi dòng một ý', most: 120, rows: 7 },
    { type: 'line', name: 'phone', label: 'Điện thoại liên hệ', most: 30 },
    { type: 'line', name: 'place', label: 'Địa chỉ', most: 140 },
    { type: 'line', name: 'hours', label: 'Giờ làm việc', most: 120 },
  ],
  title: (content) => text(content, 'title'),
  alt: (content) => sentences(`Tờ rơi gấp ba: ${text(content, 'title')}`, text(content, 'lead'), ...rows(content, 'sections').map((row) => `${row.name}: ${row.text}`), list(content, 'points').length > 0 && `${text(content, 'remember')}: ${list(content, 'points').join('; ')}`, text(content, 'phone') && `Điện thoại ${text(content, 'phone')}`, text(content, 'place'), text(content, 'hours')),
  // the panel that folds in is 2 mm narrower, so that the sheet closes flat: outside 97 | 100 | 100 from the left, inside 100 | 100 | 97
  layout: `
#let m = 95pt
#let line(name, value, s) = grid(columns: (64pt * s, 1fr), column-gutter: 26pt * s, align: horizon, icon(name, 62pt * s, mid), { set par(leading: 0.5em); text(size: 46pt * s, weight: 600, say(value)) })
#canvas({
  // outside: folds in | back | cover
  field(0pt, 0pt, 970pt, H, tint)
  if not has("remember") and not has("points") { put(0pt, 0pt, box(width: 970pt, height: H, clip: true, rings(970pt, H, 900pt, hair))) }
  put(m, 190pt, region(("remember", "points"), 970pt - 2 * m, H - 380pt, line: 64pt, scales: (1.4, 1.27, 1.15, 1.06, 1, 0.92, 0.85, 0.78), align-to: top + left, s => stack(spacing: 56pt * s, ..if has("remember") { (titled(970pt - 2 * m, 78pt * s, x.remember, make: balanced), rect(width: 130pt, height: 12pt, fill: accent)) },
    ..x.points.map(one => grid(columns: (60pt * s, 1fr), column-gutter: 26pt, icon("check", 56pt * s, mid, weight: 3), prose(one, 47pt * s, leading: 0.55em))))))
  field(970pt, 0pt, 1000pt, H, white)
  put(970pt + m, 190pt, box(width: 1000pt - 2 * m, stack(spacing: 60pt, text(size: 78pt, weight: 700, fill: main, "Liên hệ"), masthead(1000pt - 2 * m, 48pt, fill: dark, quiet: dark))))
  put(970pt + m, 560pt, region(("phone", "place", "hours"), 1000pt - 2 * m, 680pt, line: 58pt, scales: (1.2, 1.1, 1, 0.9, 0.8, 0.7), s => stack(spacing: 52pt * s, ..if has("phone") { (line("phone", x.phone, s),) }, ..if has("place") { (line("pin", x.place, s),) }, ..if has("hours") { (line("clock", x.hours, s),) })))
  put(970pt + m, H - 740pt, stack(spacing: 40pt, move(dx: -380pt / data.qr.size * 4, qr(400pt)), text(size: 44pt, weight: 700, fill: main, "Quét mã để xem chi tiết"), text(size: 34pt, data.address)))
  field(1970pt, 0pt, 1000pt, H, deep)
  if data.picture { put(1970pt, -B, image("/pictures/picture", width: 1000pt + B, height: 900pt + B, fit: "cover", alt: "Ảnh bìa")) } else { put(1970pt, 0pt, box(width: 1000pt, height: H, clip: true, rings(1000pt, H, 900pt, mid))) }
  if data.picture { field(1970pt, 900pt, 1000pt, 22pt, accent) } else { put(1970pt + m, 520pt, rect(width: 150pt, height: 16pt, fill: accent)) }
  if not data.picture { put(1970pt + m, 190pt, masthead(1000pt - 2 * m, 52pt)) } else { put(1970pt + m, H - 270pt, masthead(1000pt - 2 * m, 52pt)) }
  put(1970pt + m, if data.picture { 1010pt } else { 600pt }, region(("title", "lead"), 1000pt - 2 * m, if data.picture { 760pt } else { 1100pt }, line: 130pt, scales: (1.1, 1, 0.9, 0.8, 0.7, 0.6), most: s => if s > 0.75 { 128pt * s * 5.6 } else { none }, s => stack(spacing: 84pt * s, titled(1000pt - 2 * m, 128pt * s, x.title, weight: 800, fill: white, make: balanced), ..if has("lead") { (prose(x.lead, 56pt * s, fill: white, leading: 0.55em),) })))
})
#let panel(row, w, s) = stack(spacing: 58pt * s, titled(w, 76pt * s, row.name, make: balanced), prose(row.text, 47pt * s, leading: 0.62em))
#pagebreak()
#canvas(context {
  field(0pt, 0pt, W, H, white)
  // one size for all three
  let room = H - 190pt - 162pt - 150pt
  let sizes = (1.6, 1.5, 1.37, 1.25, 1.15, 1.08, 1, 0.92, 0.85, 0.78)
  let fit = sizes.find(s => x.sections.enumerate().all(((index, row)) => { let w = (if index == 2 { 970pt } else { 1000pt }) - 2 * m; measure(block(width: w, panel(row, w, s))).height <= room }))
  let scales = if fit == none { sizes } else { sizes.filter(s => s <= fit) }
  for (index, row) in x.sections.enumerate() {
    let left = index * 1000pt
    let w = if index == 2 { 970pt } else { 1000pt }
    if index == 1 { field(left, 0pt, w, H, tint) }
    field(left, 0pt, w, 60pt, if index == 1 { mid } else { main })
    field(left, H - 60pt, w, 60pt, if index == 1 { mid } else { main })
    put(left + m, 190pt, stack(spacing: 52pt, box(width: 110pt, height: 110pt, radius: 50%, fill: accent, align(center + horizon, text(size: 60pt, weight: 800, fill: deep, top-edge: "cap-height", bottom-edge: "baseline", str(index + 1)))),
      region(("sections." + str(index) + ".name", "sections." + str(index) + ".text"), w - 2 * m, room, line: 64pt, scales: scales, s => panel(row, w - 2 * m, s))))
  }
})
`,
  sample: {
    title: 'Làm thủ tục tại nhà, không phải đi lại', lead: 'Dịch vụ công trực tuyến dành cho mọi người', picture: '',
    sections: [{ name: 'Cần có gì', text: 'Điện thoại có kết nối mạng.\nTài khoản định danh điện tử VNeID mức 2; chưa có thì đến Công an xã để được cấp.\nẢnh chụp giấy tờ rõ bốn góc.' }, { name: 'Làm thế nào', text: 'Mở Cổng Dịch vụ công quốc gia, đăng nhập bằng VNeID.\nGõ tên thủ tục, chọn xã nơi cư trú, điền các ô có dấu sao.\nGửi ảnh giấy tờ và bấm Nộp hồ sơ; mã hồ sơ hiện trên màn hình.' }, { name: 'Nhận kết quả', text: 'Theo dõi hồ sơ bằng mã đã nhận.\nKết quả là bản điện tử có giá trị như bản giấy; cần bản giấy thì chọn nhận qua bưu điện.\nHồ sơ chậm, hãy gọi đường dây nóng ở mặt sau.' }],
    remember: 'Ai giúp khi vướng?', points: ['Tổ công nghệ số cộng đồng của thôn', 'Đoàn viên thanh niên tại nhà văn hóa tối thứ Ba, thứ Năm', 'Công chức Một cửa trong giờ làm việc'], phone: '0255 3799 123', place: 'Bộ phận Một cửa, UBND xã Bình An', hours: 'Thứ Hai đến thứ Sáu, sáng thứ Bảy',
  },
});
