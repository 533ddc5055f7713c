import { parseSiteProfile, type SiteProfile } from '../../utils/domain/site-profile.ts';

export const BENCH_HOST = 'bench.kakuu.example';

/** A list screen as the debt systems show it: number columns, phone, address. */
export const BENCH_PROFILE: SiteProfile = parseSiteProfile({
  version: 1,
  id: 'bench',
  name: '性能測定',
  system: 'debt',
  match: [`http://${BENCH_HOST}/*`],
  identifiers: [
    { kind: 'atena', labels: ['宛名番号'] },
    { kind: 'debt', labels: ['債権番号'] },
    { kind: 'phone', labels: ['電話番号'] },
    { kind: 'address', labels: ['住所'] },
  ],
  rows: ['tbody tr'],
});

export const BENCH_HEADERS = [
  '宛名番号',
  '債権番号',
  '氏名',
  '住所',
  '電話番号',
  '科目',
  '金額',
  '備考',
];

/** A table of `rowCount` fictional rows with eight cells each; no row touches a case. */
export function benchTable(rowCount: number): string {
  const rows = Array.from({ length: rowCount }, (_, index) => benchRow(index));
  return `<table><thead><tr>${cells('th', BENCH_HEADERS)}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function benchRow(index: number): string {
  return `<tr>${cells('td', benchValues(index))}</tr>`;
}

/** What the cells of a row say. */
export function benchValues(index: number): readonly string[] {
  const number = String(index + 1);
  return [
    number.padStart(10, '0'),
    `S${number.padStart(7, '0')}`,
    `架空 住民${number}`,
    `架空県架空市本町${(index % 5) + 1}丁目${(index % 30) + 1}番地${(index % 9) + 1}`,
    `0999-${String(20 + (index % 70))}-${String(1000 + (index % 9000))}`,
    '国民健康保険税',
    `${((index * 137) % 90_000).toLocaleString('ja')}円`,
    index % 3 === 0 ? '分納誓約あり' : '',
  ];
}

function cells(tag: string, values: readonly string[]): string {
  return values.map((value) => `<${tag}>${value}</${tag}>`).join('');
}
