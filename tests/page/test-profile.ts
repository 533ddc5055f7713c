import { parseSiteProfile } from '../../utils/domain/site-profile.ts';
import { openScanner, type Scanner } from '../../utils/page/read/scanner.ts';

export const LOCALITY = {
  municipalityCode: '990001',
  prefecture: '架空県',
  city: '架空市',
  areaCode: '0246',
};

/** A profile with the usual labels of municipal screens. */
export const PROFILE = parseSiteProfile({
  version: 1,
  id: 'test',
  name: '試験業務',
  system: 'debt',
  match: ['http://saiken.kakuu.example/*'],
  identifiers: [
    { kind: 'atena', labels: ['宛名番号'], place: 'subject' },
    { kind: 'household', labels: ['世帯番号'] },
    { kind: 'welfare-case', labels: ['ケース番号'] },
    { kind: 'phone', labels: ['電話番号'] },
    { kind: 'address', labels: ['住所'] },
    { kind: 'address', labels: ['送付先住所'], place: 'destination' },
    { kind: 'debt', selector: '.debt', attribute: 'data-no' },
    { kind: 'debt', selector: '.no' },
  ],
  subject: { selector: '#name' },
  rows: ['table.list tbody tr', '.card'],
  acts: [
    {
      act: 'print',
      name: '催告書の印刷',
      triggers: [{ on: 'click', selector: '.print' }],
    },
    {
      act: 'send',
      name: '通知の送信',
      triggers: [
        { on: 'click', selector: '#send' },
        { on: 'submit', selector: '#mail' },
      ],
    },
    {
      act: 'phone',
      name: '通話記録',
      triggers: [
        { on: 'focus', selector: '#call input' },
        { on: 'submit', selector: '#call' },
      ],
    },
  ],
});

export function scannerOn(html: string, profile = PROFILE): Scanner {
  document.body.innerHTML = html;
  const scanner = openScanner({
    profile,
    locality: LOCALITY,
    openRoot: (element) => element.shadowRoot,
    onRoot: () => undefined,
  });
  scanner.enqueue(document);
  scanner.run(() => false);
  return scanner;
}

/** What a scanner holds, as `place kind value`; unanchored finds begin with `?`. */
export function namesOf(scanner: Scanner): readonly string[] {
  return [...scanner.index.all()].flatMap(({ anchored, place, forms }) =>
    forms.map(({ kind, value }) => `${anchored ? '' : '?'}${place} ${kind} ${value}`),
  );
}
