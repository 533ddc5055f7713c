import type { CityState } from '../city-state.ts';
import { eraDate } from '../era.ts';
import { type CityReply, notFoundReply } from '../exchange.ts';
import { type PdfLine, writePdf } from '../pdf.ts';
import type { Resident } from '../resident.ts';
import { CITY } from '../town.ts';
import { formatYen, taxFigures } from './tax-figures.ts';

/** 所得・課税証明書 as a PDF of the server. Every issue is recorded. */
export function certificateReply(fields: URLSearchParams, state: CityState): CityReply {
  const resident = state.findResident(fields.get('atena') ?? '');
  if (!resident) return notFoundReply();
  state.store.certificates.push(state.stamp({ atena: resident.atena, kind: '所得・課税証明書' }));
  return {
    status: 200,
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="shomei-${resident.notice}.pdf"`,
      'cache-control': 'no-store',
    },
    body: writePdf('所得・課税証明書', certificateLines(resident, state.today()), [690, 590, 380]),
  };
}

function certificateLines(resident: Resident, today: string): readonly PdfLine[] {
  const tax = taxFigures(resident);
  const line = (y: number, text: string): PdfLine => ({ x: 70, y, size: 12, text });
  const amount = (y: number, label: string, yen: number) =>
    line(y, `${label}　　${formatYen(yen)} 円`);
  return [
    { x: 60, y: 800, size: 9, text: '架空データ　架空データ　架空データ　架空データ　架空データ' },
    { x: 160, y: 745, size: 20, text: '所 得 ・ 課 税 証 明 書' },
    { x: 235, y: 715, size: 12, text: '（令和8年度）' },
    line(665, `住所　　${CITY.prefecture}${CITY.city}${resident.address.replace('　', ' ')}`),
    line(640, `氏名　　${resident.name}`),
    line(615, `生年月日　${eraDate(resident.birth)}　　宛名番号 ${resident.atena}`),
    amount(560, '給与収入', tax.salaryYen),
    amount(530, '合計所得金額', tax.incomeYen),
    amount(500, '所得控除額', tax.deductionYen),
    amount(470, '市民税額', tax.cityTaxYen),
    amount(440, '県民税額', tax.prefectureTaxYen),
    amount(410, '年税額', tax.cityTaxYen + tax.prefectureTaxYen),
    line(340, '上記のとおり相違ないことを証明する。（この証明書は架空のものです）'),
    line(310, eraDate(today)),
    { x: 350, y: 285, size: 14, text: '架空市長　見本　太郎' },
  ];
}
