/** Site profile of 生活保護. The list is made of `div`s, so its columns are named by selector. */
export function seihoProfile(url: string) {
  return {
    version: 1,
    id: 'seiho',
    name: '生活保護システム',
    system: 'welfare',
    match: [`${url}*`],
    identifiers: [
      { kind: 'welfare-case', labels: ['ケース番号'], place: 'subject' },
      { kind: 'household', labels: ['世帯番号'], place: 'subject' },
      { kind: 'atena', labels: ['宛名番号'], place: 'subject' },
      { kind: 'phone', labels: ['電話番号', '携帯番号'] },
      { kind: 'address', labels: ['住所'] },
      { kind: 'welfare-case', selector: '.vlist [role="row"] > [role="cell"]:nth-child(1) a' },
      { kind: 'address', selector: '.vlist [role="row"] > [role="cell"]:nth-child(4)' },
      { kind: 'phone', selector: '#thread .thread-to' },
      { kind: 'phone', selector: '#message-form input[name="to"]', place: 'recipient' },
      { kind: 'phone', selector: '#call-form input[name="phone"]', place: 'recipient' },
      { kind: 'phone', selector: '#fax-to', place: 'recipient' },
      { kind: 'phone', selector: '#cti-number', place: 'recipient' },
      { kind: 'phone', selector: '#board-form textarea' },
      { kind: 'address', selector: '#board-form textarea' },
      { kind: 'atena', selector: '#notice-atena', place: 'recipient' },
      { kind: 'address', selector: '#notice-address', place: 'destination' },
    ],
    subject: { selector: '#case-heading' },
    rows: ['.vlist [role="row"]'],
    acts: [...papers(), ...calls(url), ...messages(url)],
  } as const;
}

function papers() {
  return [
    {
      act: 'print',
      name: '保護決定通知書の印刷',
      triggers: [
        { on: 'click', selector: '#print-notice' },
        { on: 'key', key: 'F8' },
      ],
    },
  ] as const;
}

function calls(url: string) {
  return [
    {
      act: 'phone',
      name: '通話記録・発信',
      triggers: [
        { on: 'click', selector: '#open-call-log' },
        { on: 'click', selector: 'a[href^="tel:"]' },
        { on: 'focus', selector: '#call-form textarea' },
        { on: 'submit', selector: '#call-form' },
      ],
      requests: [{ url: `|${url}api/calls|`, methods: ['post'] }],
    },
    {
      act: 'phone',
      name: 'ＣＴＩの発信',
      triggers: [{ on: 'click', selector: '#cti-dial' }],
      requests: [{ url: `|${url}api/dials|`, methods: ['post'] }],
      recipient: { selector: '#cti-number' },
    },
  ] as const;
}

function messages(url: string) {
  return [
    {
      act: 'send',
      name: '庁内回覧板への掲示',
      triggers: [{ on: 'submit', selector: '#board-form' }],
      requests: [{ url: `|${url}api/board|`, methods: ['post'] }],
    },
    {
      act: 'send',
      name: 'FAX・メール・ショートメールの送信',
      triggers: [{ on: 'submit', selector: '#message-form' }],
      requests: [{ url: `|${url}api/messages|`, methods: ['post'] }],
      recipient: { selector: '#message-form input[name="to"]' },
    },
    {
      act: 'send',
      name: 'FAXの送信',
      triggers: [{ on: 'submit', selector: '#fax-form' }],
      requests: [{ url: `|${url}api/faxes|`, methods: ['post'] }],
      recipient: { selector: '#fax-office' },
      repeatsNumber: true,
      demand: 'approve',
    },
  ] as const;
}
