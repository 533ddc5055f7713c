/** Site profile of 債権管理. The 納入義務者 is who a letter is for, the 送付先 is where it goes. */
export function saikenProfile(url: string) {
  return {
    version: 1,
    id: 'saiken',
    name: '債権管理システム',
    system: 'debt',
    match: [`${url}*`],
    identifiers: [
      { kind: 'debt', labels: ['債権番号'], place: 'subject' },
      { kind: 'atena', labels: ['宛名番号'], place: 'subject' },
      { kind: 'household', labels: ['世帯番号'], place: 'subject' },
      { kind: 'phone', labels: ['電話番号'] },
      { kind: 'address', labels: ['送付先'], place: 'destination' },
      { kind: 'atena', selector: '#payer-atena', place: 'recipient' },
      { kind: 'atena', selector: '#payer-input', place: 'recipient' },
      { kind: 'address', selector: '#destination-input', place: 'destination' },
      { kind: 'address', selector: '#addressee-address', place: 'destination' },
    ],
    subject: { selector: '#debt-heading, #payer-name' },
    rows: ['#debt-list tbody tr', '#batch-list tbody tr'],
    acts: [
      {
        act: 'print',
        name: '催告書の印刷',
        triggers: [{ on: 'click', selector: '#print-letter' }],
      },
      {
        act: 'print',
        name: '宛名一覧の印刷',
        triggers: [{ on: 'click', selector: '#print-list' }],
      },
      {
        act: 'send',
        name: '催告書の発送登録',
        triggers: [{ on: 'submit', selector: '#dispatch-form' }],
        requests: [{ url: `|${url}debts/*/dispatch|`, methods: ['post'] }],
      },
      {
        act: 'send',
        name: '催告書の一斉送付',
        triggers: [{ on: 'submit', selector: '#batch-form' }],
        requests: [{ url: `|${url}batch/dispatch|`, methods: ['post'] }],
        rows: 'ticked',
      },
      {
        act: 'export',
        name: '債権一覧のCSV出力',
        triggers: [{ on: 'click', selector: '#csv-link' }],
        requests: [{ url: `|${url}debts.csv^`, methods: ['get'] }],
      },
      {
        act: 'destination',
        name: '送付先・納入義務者の変更',
        triggers: [{ on: 'submit', selector: '#destination-form' }],
        requests: [{ url: `|${url}debts/*/destination|`, methods: ['post'] }],
      },
    ],
  } as const;
}
