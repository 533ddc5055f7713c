/** Everything the servers received, in the order in which it came. */
export type Store = {
  readonly requests: RequestEntry[];
  /** 税務 応対記録 */
  readonly contactLogs: Entry<ContactLog>[];
  /** 税務 届出受付票 */
  readonly filings: Entry<Filing>[];
  /** 国民健康保険 世帯主あて通知 */
  readonly householdNotices: Entry<{ readonly atena: string; readonly to: string }>[];
  /** 税務 証明書 */
  readonly certificates: Entry<{ readonly atena: string; readonly kind: string }>[];
  /** 生活保護 ケース記録 */
  readonly caseRecords: Entry<CaseRecord>[];
  /** 生活保護 通話記録 */
  readonly callLogs: Entry<CallLog>[];
  /** 生活保護 ＣＴＩの発信 */
  readonly dials: Entry<{ readonly caseNumber: string; readonly to: string }>[];
  /** 生活保護 庁内回覧板 */
  readonly boardPosts: Entry<{ readonly title: string; readonly text: string }>[];
  /** 生活保護 FAX・メール・ショートメール */
  readonly messages: Entry<Message>[];
  /** 債権管理 送付先・納入義務者の変更 */
  readonly destinationEdits: Entry<DestinationEdit>[];
  /** 債権管理 発送した催告書 */
  readonly letters: Entry<Letter>[];
  /** 債権管理 CSV */
  readonly csvDownloads: Entry<{ readonly query: string; readonly rowCount: number }>[];
};

/** One record with its place in the common order of all records and requests. */
type Entry<Fields> = Fields & { readonly seq: number; readonly at: string };

type RequestEntry = Entry<{
  readonly host: string;
  readonly method: string;
  readonly path: string;
}>;
type ContactLog = {
  readonly atena: string;
  readonly callerType: string;
  readonly callerName: string;
  readonly phone: string;
  readonly memo: string;
};
type Filing = {
  readonly atena: string;
  readonly kind: string;
  readonly submitter: string;
  readonly address: string;
  readonly registry: string;
};
type CaseRecord = {
  readonly caseNumber: string;
  readonly kind: string;
  readonly text: string;
};
type CallLog = {
  readonly caseNumber: string;
  readonly callerType: string;
  readonly phone: string;
  readonly text: string;
};
type Message = {
  readonly caseNumber: string;
  readonly channel: string;
  readonly to: string;
  readonly text: string;
};
type DestinationEdit = {
  readonly debt: string;
  readonly payer: string;
  readonly postcode: string;
  readonly address: string;
  readonly name: string;
};
export type Letter = {
  readonly debt: string;
  readonly payer: string;
  readonly address: string;
  readonly name: string;
  readonly batch: boolean;
};

/** Stamps a record with the next number of the common order and the time. */
export type Stamp = <Fields>(fields: Fields) => Entry<Fields>;

/** Opens an empty store. `nowMs` gives the time of each record. */
export function openStore(nowMs: () => number): { readonly store: Store; readonly stamp: Stamp } {
  let count = 0;
  const stamp: Stamp = (fields) => {
    count += 1;
    return { ...fields, seq: count, at: new Date(nowMs()).toISOString() };
  };
  const store: Store = {
    requests: [],
    contactLogs: [],
    filings: [],
    householdNotices: [],
    certificates: [],
    caseRecords: [],
    callLogs: [],
    dials: [],
    boardPosts: [],
    messages: [],
    destinationEdits: [],
    letters: [],
    csvDownloads: [],
  };
  return { store, stamp };
}
