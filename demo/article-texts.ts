import type { CAST } from '#app/demo-cast.ts';
import type { CoverKind } from './article-covers.ts';

type Role = (typeof CAST)[number]['role'];

/** `by` opens the column and approves in it, `writer` writes for it: somebody of the cast, or a name. */
type Who = Role | { readonly name: string };
/** What every office owes. */
const TASK = 'trên trang thông tin điện tử của cơ quan';
export const COLUMNS: readonly { readonly key: string; readonly unit: string; readonly by: Who; readonly writer: Who; readonly name: string; readonly about: string; readonly contributors?: boolean; /** Words of the task it counts for. */ readonly task: string }[] = [
  { key: 'cong', unit: 'VP', by: { name: 'Nguyễn Hữu Phước' }, writer: { name: 'Đinh Thị Lan Anh' }, name: 'Cải cách hành chính', about: 'Chuyên mục trên Cổng thông tin điện tử tỉnh: việc đã làm, cách làm hay, điều người dân cần biết.', contributors: true, task: 'Cổng thông tin điện tử tỉnh' },
  { key: 'tinh', unit: 'SNV', by: 'department', writer: { name: 'Lý Thị Mai' }, name: 'Cải cách hành chính', about: 'Tin, bài về cải cách hành chính của tỉnh.', contributors: true, task: TASK },
  { key: 'hoi-dap', unit: 'SNV', by: 'department', writer: { name: 'Phan Đình Thông' }, name: 'Hỏi và đáp thủ tục', about: 'Trả lời những câu người dân hỏi nhiều ở Bộ phận Một cửa.', task: TASK },
  { key: 'xa', unit: 'X05', by: 'approver', writer: 'commune', name: 'Chính quyền gần dân', about: 'Việc cải cách hành chính ở xã, viết cho người dân trong xã.', task: TASK },
];

export interface DemoArticle {
  readonly column: string; readonly day: string; readonly title: string; readonly summary: string; readonly html: string; readonly themes: readonly string[]; readonly lead?: string;
  readonly end: 'draft' | 'submitted' | 'returned' | 'scheduled' | 'at-once' | 'published' | 'updated' | 'withdrawn';
  /** The day of what comes after: review, update, withdrawal, publication. */
  readonly until?: string;
  /** The reason, or what the update changed. */
  readonly words?: string;
  /** What the update adds. */
  readonly more?: string;
  readonly cover?: CoverKind;
}

export const ARTICLES: readonly DemoArticle[] = [
  {
    column: 'tinh', day: '2026-02-26', end: 'published', themes: ['Dịch vụ công trực tuyến'], lead: 'TTPVHCC', title: 'Nộp hồ sơ ở xã nào cũng được: ba tháng đầu không phụ thuộc địa giới',
    summary: 'Người dân trong tỉnh nộp hồ sơ tại bất kỳ Bộ phận Một cửa nào; kết quả về tận nhà qua bưu chính.',
    html: '<p>Chị Hạnh quê ở xã miền núi nhưng làm công nhân dưới phường. Trước đây mỗi lần trích lục khai sinh cho con, chị phải xin nghỉ một ngày để về quê. Tháng vừa rồi chị nộp ngay tại phường nơi thuê trọ, hai ngày sau nhận kết quả tại nhà.</p><h2>Làm thế nào</h2><ol><li>Đến Bộ phận Một cửa gần nhất, mang căn cước và giấy tờ theo hướng dẫn niêm yết.</li><li>Cán bộ quét hồ sơ, chuyển đến nơi giải quyết trong ngày.</li><li>Chọn nhận kết quả tại quầy hoặc qua bưu chính công ích.</li></ol><p>Phí, lệ phí không thay đổi; chỉ trả thêm cước nếu nhận kết quả tại nhà.</p>',
  },
  {
    column: 'tinh', day: '2026-04-14', end: 'updated', until: '2026-07-06', words: 'Thêm số máy hướng dẫn ngoài giờ hành chính', themes: ['Thanh toán trực tuyến'], title: 'Nộp phí, lệ phí bằng mã QR: làm theo bốn bước',
    summary: 'Không cần tiền mặt, không cần tài khoản dịch vụ công, chỉ cần quét mã in trên giấy tiếp nhận.',
    html: '<p>Từ tháng Tư, giấy tiếp nhận hồ sơ in sẵn mã QR. Người nộp quét mã bằng ứng dụng ngân hàng, số tiền và nội dung tự điền đúng với hồ sơ.</p><ul><li>Kiểm tra tên đơn vị nhận trước khi bấm chuyển.</li><li>Giữ lại màn hình báo thành công cho đến khi nhận biên lai điện tử.</li><li>Chuyển nhầm thì báo ngay quầy thu để được trả lại.</li></ul><p>Ai không dùng điện thoại thông minh vẫn nộp tiền mặt tại quầy như trước.</p>',
    more: '<p>Ngoài giờ hành chính, cần hướng dẫn thì gọi máy trực của Trung tâm Phục vụ hành chính công, nghe đến 20 giờ các ngày trong tuần.</p>',
  },
  {
    column: 'tinh', day: '2026-06-18', end: 'published', until: '2026-11-15', themes: ['Chỉ số cải cách hành chính'], title: 'Chỉ số cải cách hành chính của các sở: nơi tăng, nơi giảm và vì sao',
    summary: 'Kết quả chấm điểm năm trước cho thấy khoảng cách giữa các sở thu hẹp, điểm trừ nhiều nhất vẫn là hồ sơ trễ hẹn.',
    html: '<p>Hội đồng thẩm định chấm theo báo cáo kèm tài liệu kiểm chứng, không cộng điểm cho việc không có minh chứng.</p><table><caption>Nhóm điểm và điều thường bị trừ</caption><thead><tr><th>Nhóm tiêu chí</th><th>Bị trừ vì</th></tr></thead><tbody><tr><td>Giải quyết thủ tục</td><td>Hồ sơ trễ hẹn không có thư xin lỗi</td></tr><tr><td>Tuyên truyền</td><td>Thiếu bài so với kế hoạch</td></tr><tr><td>Tài chính công</td><td>Công khai chậm</td></tr></tbody></table><p>Các sở có điểm giảm gửi kế hoạch khắc phục trước ngày 15 tháng sau.</p>',
  },
  {
    column: 'tinh', day: '2026-08-20', end: 'at-once', words: 'Đang có người giả danh gọi điện thu tiền, cần báo ngay cho người dân', themes: ['Cảnh báo'], title: 'Cảnh giác: giả danh cán bộ Một cửa gọi điện đòi phí làm căn cước',
    summary: 'Bộ phận Một cửa không thu tiền qua điện thoại và không yêu cầu cài ứng dụng lạ.',
    html: '<p>Trong hai ngày qua, nhiều người nhận cuộc gọi xưng là cán bộ Một cửa, đọc đúng họ tên rồi yêu cầu chuyển tiền “để kịp hạn đổi căn cước”. Đây là lừa đảo.</p><ul><li>Không chuyển tiền, không đọc mã xác thực.</li><li>Không cài ứng dụng từ đường dẫn được gửi đến.</li><li>Báo công an xã, phường nơi gần nhất.</li></ul>',
  },
  {
    column: 'tinh', day: '2026-11-10', end: 'published', themes: ['Chuyển đổi số'], title: 'Tổ công nghệ số cộng đồng: bốn buổi tối, hơn một trăm người biết tự nộp hồ sơ',
    summary: 'Cách làm của một khu phố: học nhóm nhỏ, trên chính điện thoại của mình, với một hồ sơ thật.',
    html: '<p>Mỗi buổi chỉ sáu người, mỗi người mang một việc đang cần làm. Người hướng dẫn không cầm máy thay; ai làm xong thì chỉ lại cho người bên cạnh.</p><blockquote><p>Tôi sợ nhất là bấm nhầm. Làm được một lần thì hết sợ.</p></blockquote><p>Khu phố ghi lại mười chỗ mọi người hay vướng và gửi cho Trung tâm Phục vụ hành chính công sửa hướng dẫn.</p>',
  },
  {
    column: 'tinh', day: '2026-11-18', end: 'scheduled', until: '2026-11-24', themes: ['Hội thi'], title: 'Chung kết hội thi tìm hiểu cải cách hành chính vào cuối tháng',
    summary: 'Mười hai đội vào chung kết; phần thi xử lý tình huống tại quầy Một cửa được trông đợi nhất.',
    html: '<p>Vòng chung kết diễn ra tại hội trường tỉnh, mở cửa cho người dân vào xem. Mỗi đội bốc thăm một tình huống có thật: người già không mang giấy tờ, hồ sơ thiếu chữ ký, khách nước ngoài hỏi đường.</p><p>Kết quả công bố ngay trong buổi, giải thưởng do các nhà tài trợ đóng góp.</p>',
  },
  {
    column: 'hoi-dap', day: '2026-03-12', end: 'published', themes: ['Hộ tịch'], lead: 'STP', title: 'Hỏi: đăng ký khai sinh quá hạn có bị phạt không?',
    summary: 'Đăng ký muộn vẫn được làm bình thường; điều quan trọng là mang đủ giấy chứng sinh hoặc giấy thay thế.',
    html: '<p><strong>Hỏi:</strong> Con tôi đã bốn tháng tuổi mà chưa đăng ký khai sinh, nay đi làm có bị phạt không?</p><p><strong>Đáp:</strong> Anh chị vẫn đăng ký bình thường tại xã, phường. Mang theo giấy chứng sinh; nếu mất thì dùng văn bản của người làm chứng hoặc giấy cam đoan về việc sinh. Làm xong khai sinh, thẻ bảo hiểm y tế cho cháu được cấp cùng lúc qua thủ tục liên thông.</p>',
  },
  {
    column: 'hoi-dap', day: '2026-05-21', end: 'withdrawn', until: '2026-09-03', words: 'Thời hạn giải quyết nêu trong bài đã thay đổi theo quyết định mới công bố', themes: ['Đất đai'], title: 'Hỏi: tách thửa mất bao nhiêu ngày?',
    summary: 'Thời hạn giải quyết thủ tục tách thửa và cách theo dõi hồ sơ trên mạng.',
    html: '<p><strong>Hỏi:</strong> Tôi nộp hồ sơ tách thửa cho con, bao lâu thì có kết quả?</p><p><strong>Đáp:</strong> Thời hạn ghi trên giấy tiếp nhận là thời hạn phải giữ. Quá hạn mà chưa có kết quả, cơ quan giải quyết phải gửi thư xin lỗi và hẹn lại một lần. Anh dùng mã trên giấy tiếp nhận để tra cứu tiến độ bất cứ lúc nào.</p>',
  },
  {
    column: 'hoi-dap', day: '2026-09-10', end: 'published', themes: ['Dịch vụ công trực tuyến'], title: 'Hỏi: không có thư điện tử thì nộp hồ sơ trực tuyến thế nào?',
    summary: 'Chỉ cần số điện thoại và tài khoản định danh; thư điện tử không bắt buộc.',
    html: '<p><strong>Hỏi:</strong> Tôi lớn tuổi, không dùng thư điện tử. Nộp hồ sơ trên mạng được không?</p><p><strong>Đáp:</strong> Được. Bác đăng nhập bằng tài khoản định danh điện tử; thông báo gửi qua tin nhắn. Nếu chưa quen, bác đến quầy hỗ trợ tại Bộ phận Một cửa, cán bộ ngồi cùng bác làm trên máy của quầy.</p>',
  },
  {
    column: 'xa', day: '2026-11-19', end: 'submitted', themes: ['Một cửa'], title: 'Xã lập góc chờ có nước uống, sách và máy tra cứu cho người đến nộp hồ sơ',
    summary: 'Góc chờ mới ở Bộ phận Một cửa giúp bà con đỡ mệt khi phải đợi, có người hướng dẫn tra cứu hồ sơ.',
    html: '<p>Từ đầu tuần, Bộ phận Một cửa xã kê lại bàn ghế, đặt thêm bình nước, kệ sách pháp luật và một máy tính để tra cứu. Đoàn viên thanh niên thay nhau trực, giúp bà con lấy số và xem hồ sơ đang ở bước nào.</p><p>Bác Tư ở thôn Đông nói: “Ngồi đợi mà biết còn mấy người nữa tới mình là yên tâm rồi”.</p>',
  },
  {
    column: 'xa', day: '2026-11-17', end: 'returned', words: 'Cần ghi rõ ngày giờ và địa điểm từng thôn, kèm ảnh buổi đầu tiên', themes: ['Chuyển đổi số'], title: 'Cán bộ xã về thôn làm thủ tục lưu động',
    summary: 'Mỗi tháng hai buổi, cán bộ mang máy về nhà văn hóa thôn nhận và trả hồ sơ cho người già, người khuyết tật.',
    html: '<p>Người cao tuổi ở các thôn xa không phải đi hơn chục cây số ra trung tâm xã. Cán bộ Một cửa mang máy tính, máy in về nhà văn hóa thôn, nhận hồ sơ chứng thực, bảo trợ xã hội và trả kết quả vào buổi sau.</p><p>Lịch từng thôn được phát trên loa truyền thanh trước ba ngày.</p>',
  },
  {
    column: 'xa', day: '2026-11-20', end: 'draft', themes: ['Dịch vụ công trực tuyến'], title: 'Mười thủ tục bà con trong xã làm nhiều nhất và cách làm tại nhà',
    summary: '', html: '<p>Năm nay, mười thủ tục được làm nhiều nhất chiếm hơn nửa số hồ sơ của xã.</p>',
  },
];
