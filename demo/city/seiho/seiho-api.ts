import * as v from 'valibot';
import { cast } from '../cast.ts';
import type { CityState } from '../city-state.ts';
import { eraDate, shortEraDate } from '../era.ts';
import {
  bodyText,
  type CityReply,
  type CityRequest,
  jsonReply,
  notFoundReply,
} from '../exchange.ts';
import { CITY } from '../town.ts';
import type { WelfareCase } from '../welfare-case.ts';

const TEXT = v.pipe(v.string(), v.maxLength(4000));
const CASE_RECORD = v.strictObject({ caseNumber: TEXT, kind: TEXT, text: TEXT });
const CALL_LOG = v.strictObject({ caseNumber: TEXT, callerType: TEXT, phone: TEXT, text: TEXT });
const FAX = v.strictObject({ caseNumber: TEXT, office: TEXT, to: TEXT, text: TEXT });
const DIAL = v.strictObject({ caseNumber: TEXT, to: TEXT });
const BOARD_POST = v.strictObject({ title: TEXT, text: TEXT });
const MESSAGE = v.strictObject({ caseNumber: TEXT, channel: TEXT, to: TEXT, text: TEXT });

/** The JSON API of 生活保護. */
export function serveSeihoApi(request: CityRequest, state: CityState): CityReply {
  const { store, stamp } = state;
  switch (`${request.method} ${request.path}`) {
    case 'GET /api/session':
      return jsonReply({
        today: eraDate(state.today()),
        operator: '03456　想田　律',
        office: '架空福祉事務所',
      });
    case 'GET /api/cases':
      return jsonReply(state.data.welfareCases.map(summary));
    case 'GET /api/board':
      return jsonReply(store.boardPosts);
    case 'POST /api/board':
      return save(request, BOARD_POST, (value) => store.boardPosts.push(stamp(value)));
    case 'POST /api/dials':
      return save(request, DIAL, (value) => store.dials.push(stamp(value)));
    case 'POST /api/case-records':
      return save(request, CASE_RECORD, (value) => store.caseRecords.push(stamp(value)));
    case 'POST /api/calls':
      return save(request, CALL_LOG, (value) => store.callLogs.push(stamp(value)));
    case 'POST /api/messages':
      return save(request, MESSAGE, (value) => store.messages.push(stamp(value)));
    case 'POST /api/faxes':
      return save(request, FAX, ({ office, text, ...fax }) =>
        store.messages.push(stamp({ ...fax, channel: 'FAX', text: `${office}　${text}` })),
      );
    default:
      return request.method === 'GET' ? caseReply(request.path, state) : notFoundReply();
  }
}

function save<Value>(
  request: CityRequest,
  schema: v.GenericSchema<unknown, Value>,
  keep: (value: Value) => void,
): CityReply {
  const parsed = v.safeParse(schema, JSON.parse(bodyText(request)));
  if (!parsed.success)
    return jsonReply({ error: '入力内容に誤りがあります。項目を確認してください。' }, 400);
  keep(parsed.output);
  return jsonReply({ saved: true }, 201);
}

function summary(welfare: WelfareCase) {
  const [head] = welfare.members;
  return {
    number: welfare.number,
    name: head?.name,
    kana: head?.kana,
    address: head?.address,
    size: welfare.members.length,
    kind: welfare.kind,
    worker: welfare.worker,
    startedOn: shortEraDate(welfare.startedOn),
  };
}

function caseReply(path: string, state: CityState): CityReply {
  const welfare = state.findWelfareCase(path.replace('/api/cases/', ''));
  if (!welfare) return jsonReply({ error: '該当するケースがありません。' }, 404);
  const [head] = welfare.members;
  const isMine = <Row extends { readonly caseNumber: string }>(row: Row) =>
    row.caseNumber === welfare.number;
  return jsonReply({
    ...summary(welfare),
    household: welfare.household,
    postcode: head?.place.town.postcode,
    fullAddress: `${CITY.prefecture}${CITY.city}${head?.address}`,
    phone: head?.phone,
    mobile: head?.mobile,
    monthlyYen: welfare.monthlyYen,
    noticeTo: noticeTo(welfare.number),
    members: welfare.members.map(({ atena, name, kana, relation, birth, sex }) => ({
      atena,
      name,
      kana,
      relation,
      sex,
      birth: eraDate(birth),
    })),
    records: state.store.caseRecords.filter(isMine),
    calls: state.store.callLogs.filter(isMine),
    messages: [...earlierMessages(welfare.number), ...state.store.messages.filter(isMine)],
  });
}

/** 千葉市 R5: the 送付先 on file is still that of the divorced spouse (SCENARIOS.md 18). */
function noticeTo(caseNumber: string) {
  if (caseNumber !== cast.K2.X.caseNumber) return undefined;
  const { name, address, place } = cast.K2.Y;
  const { prefecture, city } = CITY;
  return { name, address: `${prefecture}${city}${address}`, postcode: place.town.postcode };
}

/** 千葉市 R6: the message history of one person once held the number of another (SCENARIOS.md 19). */
function earlierMessages(caseNumber: string) {
  if (caseNumber !== cast.clean.Z.caseNumber) return [];
  return [
    { channel: 'ショートメール', to: cast.K2.X.mobile, text: '面接の日程についてご連絡ください。' },
  ];
}
