import type { Protocol } from '../../utils/messaging/protocol.ts';

const NONCE = '0123456789abcdef';

/** One well-formed input for each message of the protocol. */
export const VALID_INPUTS: { readonly [Name in keyof Protocol]: Parameters<Protocol[Name]>[0] } = {
  openDocument: { url: 'http://zeimu.example/detail' },
  reportView: {
    candidates: [
      {
        id: 0,
        forms: [{ kind: 'atena', value: '000000000000101' }],
        place: 'subject',
        anchored: true,
      },
    ],
    contentHash: 'ab12',
    doubts: ['site-unreadable'],
  },
  screenTexts: { groups: [{ rules: [{ kind: 'atena' }], texts: ['0000000101'] }] },
  requestAct: {
    act: 'print',
    actName: '催告書の印刷',
    subjectLabel: '見本 花子',
    contentHash: 'ab12',
    lastFour: '5678',
  },
  reportOutcome: { requestId: NONCE, outcome: 'done' },
  moveQuestion: { nonce: NONCE },
  reportRows: { ticked: 3, leftOut: 0, boxless: 0 },
  pullRows: {},
  openPullList: {},
  readQuestion: { nonce: NONCE },
  answerQuestion: {
    nonce: NONCE,
    answer: {
      recipient: 'self',
      reason: 'recipient-verified',
      approver: { staffId: '200518', recipient: 'self' },
    },
  },
  cancelQuestion: { nonce: NONCE },
  pullInstead: { nonce: NONCE },
  readPullList: { tabId: 7 },
  readStatus: {},
  readRecords: { limit: 100 },
  exportRecords: { fromSeq: 1 },
  awaitReady: {},
  syncNow: {},
  setCounterMode: { isOn: true },
};
