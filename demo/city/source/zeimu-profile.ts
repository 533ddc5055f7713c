/** Site profile of 税務総合. `url` is its address with port and final slash. */
export function zeimuProfile(url: string) {
  return {
    version: 1,
    id: 'zeimu',
    name: '税務総合システム',
    system: 'tax',
    match: [`${url}*`],
    identifiers: [
      { kind: 'atena', labels: ['宛名番号'], place: 'subject' },
      { kind: 'household', labels: ['世帯番号'], place: 'subject' },
      { kind: 'tax-notice', labels: ['通知書番号'], place: 'subject' },
      { kind: 'phone', labels: ['電話番号'] },
      { kind: 'address', labels: ['住所'] },
      { kind: 'atena', selector: '#sofu-atena', place: 'recipient' },
      { kind: 'address', selector: '#sofu-jusho', place: 'destination' },
      { kind: 'phone', selector: '#outaiPhone', place: 'recipient' },
      { kind: 'address', selector: '#todokeHonseki' },
      { kind: 'address', selector: '#todokeJusho' },
    ],
    subject: { selector: '#shimei' },
    rows: ['tr.gyo'],
    acts: [
      // Its button only opens a pop-up, which is a tab of its own and asks itself when it prints.
      { act: 'print', name: '課税内容のお知らせの印刷' },
      {
        act: 'print',
        name: '所得・課税証明書の発行',
        triggers: [
          { on: 'click', selector: '#keyCert' },
          { on: 'key', key: 'F9' },
        ],
        requests: [{ url: `|${url}cert^`, methods: ['get'], newTab: true }],
      },
      {
        act: 'print',
        name: '共有者通知の印刷',
        triggers: [{ on: 'click', selector: '#keyKyoyu' }],
      },
      {
        act: 'print',
        name: '届出受付票の印刷',
        triggers: [{ on: 'click', selector: '#btnTodokePrint, #keyTodokePrint' }],
      },
      {
        act: 'print',
        name: '世帯主あて通知の印刷',
        triggers: [{ on: 'click', selector: '#keySetai' }],
      },
      {
        act: 'send',
        name: '世帯主あて通知の発送登録',
        triggers: [{ on: 'submit', selector: '#setaiForm' }],
        requests: [{ url: `|${url}setai|`, methods: ['post'] }],
      },
      {
        act: 'phone',
        name: '応対記録',
        triggers: [
          { on: 'click', selector: '#keyOutai' },
          { on: 'key', key: 'F7' },
          { on: 'focus', selector: '#outaiMemo' },
          { on: 'submit', selector: '#outaiForm' },
        ],
        requests: [{ url: `|${url}outai|`, methods: ['post'] }],
      },
      {
        act: 'send',
        name: '届出受付の登録',
        triggers: [{ on: 'submit', selector: '#todokeForm' }],
        requests: [{ url: `|${url}todoke|`, methods: ['post'] }],
      },
    ],
    blur: ['#jusho', '#denwa'],
  } as const;
}
