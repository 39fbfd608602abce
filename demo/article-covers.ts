import sharp from 'sharp';

/** Plain drawings made here, so that some articles have a picture that belongs to nobody else. */
export type CoverKind = 'board' | 'people' | 'map' | 'phone' | 'paper' | 'counter';

const W = 960, H = 540;
const rect = (x: number, y: number, w: number, h: number, fill: string, round = 8) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${round}" fill="${fill}"/>`;
const person = (x: number, y: number, fill: string, size = 1) => `<g transform="translate(${x} ${y}) scale(${size})"><circle cx="0" cy="0" r="34" fill="#e8b48c"/><path d="M-58 130 Q-58 44 0 44 Q58 44 58 130 Z" fill="${fill}"/></g>`;

const DRAWINGS: Readonly<Record<CoverKind, { readonly alt: string; readonly ground: string; readonly drawing: string }>> = {
  board: { alt: 'Bảng theo dõi treo tường với các cột cao thấp màu xanh, một cột màu cam', ground: '#e7eef5',
    drawing: rect(170, 80, 620, 340, '#ffffff', 14) + [150, 210, 120, 250, 190].map((h, i) => rect(230 + i * 105, 380 - h, 66, h, i === 2 ? '#d9822b' : '#2f6fa8')).join('') + rect(440, 420, 80, 70, '#9fb3c8') },
  people: { alt: 'Hình vẽ năm người ngồi quanh một chiếc bàn dài', ground: '#f4ede2',
    drawing: ['#2f6fa8', '#b5483a', '#3f7d58', '#7a5ba6', '#c98a1b'].map((fill, i) => person(180 + i * 150, 190 + (i % 2) * 18, fill)).join('') + rect(80, 330, 800, 46, '#8a5a3c') + rect(120, 376, 26, 110, '#6e452c') + rect(814, 376, 26, 110, '#6e452c') },
  map: { alt: 'Hình vẽ bản đồ các thửa đất với một thửa được tô màu cam', ground: '#dfeadf',
    drawing: `<g stroke="#ffffff" stroke-width="6">${[['#b9d3b0', '80,60 340,40 360,220 100,250'], ['#cfe0b8', '340,40 610,80 580,240 360,220'], ['#a9c9a4', '610,80 880,50 890,260 580,240'], ['#c4d9b0', '100,250 360,220 380,470 70,490'], ['#d9822b', '360,220 580,240 600,450 380,470'], ['#b3cfa6', '580,240 890,260 870,480 600,450']].map(([fill, points]) => `<polygon points="${points}" fill="${fill}"/>`).join('')}</g><path d="M0 520 Q300 430 520 500 T960 440" stroke="#6aa6c9" stroke-width="22" fill="none"/>` },
  phone: { alt: 'Hình vẽ chiếc điện thoại hiện dấu tích xanh', ground: '#e9e6f3',
    drawing: rect(360, 40, 240, 460, '#23303f', 34) + rect(380, 80, 200, 370, '#ffffff', 10) + '<circle cx="480" cy="210" r="66" fill="#3f7d58"/><path d="M448 212 l24 26 l44 -52" stroke="#ffffff" stroke-width="14" fill="none" stroke-linecap="round"/>' + rect(410, 310, 140, 18, '#c9d3dd') + rect(410, 345, 100, 18, '#c9d3dd') + rect(410, 390, 140, 36, '#2f6fa8') },
  paper: { alt: 'Hình vẽ một xấp giấy tờ, tờ trên cùng bị gạch chéo', ground: '#f3e6e2',
    drawing: rect(250, 90, 330, 400, '#cfd8e0', 6) + rect(290, 70, 330, 400, '#e4eaf0', 6) + rect(330, 50, 330, 400, '#ffffff', 6) + [0, 1, 2, 3, 4, 5].map((i) => rect(370, 110 + i * 48, i % 3 === 2 ? 160 : 250, 16, '#b8c4d0')).join('') + '<path d="M350 70 L640 430 M640 70 L350 430" stroke="#b5483a" stroke-width="14" stroke-linecap="round"/>' },
  counter: { alt: 'Hình vẽ quầy tiếp nhận với một cán bộ và một người dân đứng đối diện', ground: '#e2eef0',
    drawing: person(330, 180, '#2f6fa8', 1.2) + person(650, 170, '#b5483a', 1.2) + rect(120, 320, 720, 50, '#8a5a3c') + rect(150, 370, 660, 130, '#a8714e') + rect(440, 270, 90, 60, '#23303f', 6) + rect(300, 40, 360, 54, '#1f5a4c') },
};

export const coverAlt = (kind: CoverKind): string => DRAWINGS[kind].alt;

/** A small PNG; the same bytes each time. */
export const coverPng = async (kind: CoverKind): Promise<Uint8Array> => {
  const { ground, drawing } = DRAWINGS[kind];
  return new Uint8Array(await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}" viewBox="0 0 ${W} ${H}">${rect(0, 0, W, H, ground, 0)}${drawing}</svg>`)).png({ compressionLevel: 6 }).toBuffer());
};
