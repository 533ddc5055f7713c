// @vitest-environment happy-dom
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../../demo/city/cast.ts';
import { CITY_LOCALITY } from '../../../demo/city/source/locality.ts';
import { type City, startCity } from '../../../demo/city/start-city.ts';
import { publishedForms } from '../../../utils/domain/canonical-form.ts';
import type { IdentifierKind } from '../../../utils/domain/identifier.ts';
import { askCity } from '../../support/city-client.ts';
import {
  CITY_PROFILES,
  completeTestDocument,
  readDocument,
  readScreen,
} from '../../support/read-city-screen.ts';

const { A, C } = cast.K1;
const { X } = cast.K2;
const { P, Q, R } = cast.K3;
const DEBT = C.debts[0] ?? '';

/** Client modules have no types; they are read under the shapes used here. */
type CaseView = { readonly showCase: (welfare: unknown, reload: () => void) => readonly Node[] };
type FaxView = { readonly showFax: (welfare: unknown) => readonly Node[] };
type BoardView = {
  readonly showBoard: (posts: readonly unknown[], reload: () => void) => readonly Node[];
};
type NoticeView = { readonly showNotice: (welfare: unknown, today: string) => readonly Node[] };
type CaseList = { readonly showCaseList: (cases: unknown, open: () => void) => readonly Node[] };

let city: City;

beforeAll(async () => {
  completeTestDocument();
  city = await startCity();
});

afterAll(() => city.close());

function sighting(place: string, kind: IdentifierKind, text: string): string {
  return `${place} ${kind} ${publishedForms(kind, text, CITY_LOCALITY)[0]?.value}`;
}

describe('the tax profile', () => {
  test('reads every identifier of an open record', async () => {
    const found = await readScreen(city, 'zeimu', `/detail?atena=${X.atena}`);
    expect(found).toEqual(
      expect.arrayContaining([
        sighting('subject', 'atena', X.atena),
        sighting('subject', 'household', X.household),
        sighting('subject', 'tax-notice', X.notice),
        sighting('body', 'phone', X.phone),
      ]),
    );
    expect(found.some((one) => one.startsWith('body address'))).toBe(true);
  });

  test('reads list lines as rows', async () => {
    const found = await readScreen(city, 'zeimu', '/list?all=1');
    expect(found).toContain(sighting('row', 'atena', A.atena));
    expect(found).toContain(sighting('row', 'address', A.address));
  });

  test('reads who receives a notice and whose address stands on it', async () => {
    const found = await readScreen(city, 'zeimu', `/coowner-notice?no=K0-0031&to=${R.atena}`);
    expect(found).toContain(sighting('recipient', 'atena', R.atena));
    expect(found).toContain(sighting('destination', 'address', R.address));
    expect(found).toContain(sighting('body', 'address', P.address));
  });

  test('reads an address that is typed into a filing', async () => {
    await readScreen(city, 'zeimu', `/todoke?atena=${Q.atena}`);
    const control = document.querySelector<HTMLInputElement>('#todokeJusho');
    if (control) control.value = P.address;
    expect(readDocument('zeimu')).toContain(sighting('form', 'address', P.address));
  });
});

describe('the debt profile', () => {
  test('reads payer and destination of a letter', async () => {
    const found = await readScreen(city, 'saiken', `/debts/${DEBT}/letter`);
    expect(found).toContain(sighting('recipient', 'atena', C.atena));
    expect(found).toContain(sighting('destination', 'address', A.address));
    expect(found).toContain(sighting('subject', 'debt', DEBT));
  });

  test('reads payer and destination in the edit form', async () => {
    const found = await readScreen(city, 'saiken', `/debts/${DEBT}/destination`);
    expect(found).toContain(sighting('recipient', 'atena', C.atena));
    expect(found).toContain(sighting('destination', 'address', A.address));
  });

  test('reads the batch list as rows only', async () => {
    const found = await readScreen(city, 'saiken', '/batch');
    expect(found).toContain(sighting('row', 'debt', DEBT));
    expect(found.filter((one) => !one.startsWith('row '))).toEqual([]);
  });
});

describe('the welfare profile', () => {
  test('reads every identifier of a case', async () => {
    const { showCase } = await clientModule<CaseView>('case-view');
    document.body.replaceChildren(...showCase(await readApi(`/api/cases/${X.caseNumber}`), noop));
    expect(readDocument('seiho')).toEqual(
      expect.arrayContaining([
        sighting('subject', 'welfare-case', X.caseNumber ?? ''),
        sighting('subject', 'household', X.household),
        sighting('subject', 'atena', X.atena),
        sighting('body', 'phone', X.phone),
        sighting('body', 'phone', X.mobile),
      ]),
    );
  });

  test('finds the control of every act in a case, on its FAX form or on the notice board', async () => {
    const { showCase } = await clientModule<CaseView>('case-view');
    const { showFax } = await clientModule<FaxView>('fax-view');
    const { showBoard } = await clientModule<BoardView>('board-view');
    const welfare = await readApi(`/api/cases/${X.caseNumber}`);
    document.body.replaceChildren(
      ...showCase(welfare, noop),
      ...showFax(welfare),
      ...showBoard([], noop),
    );
    const selectors = CITY_PROFILES.filter((one) => one.id === 'seiho')
      .flatMap((one) => one.acts.filter((act) => act.act !== 'print'))
      .flatMap((act) => act.triggers)
      .flatMap((trigger) => (trigger.on === 'key' ? [] : [trigger.selector]));
    expect(selectors.length).toBeGreaterThan(3);
    expect(selectors.filter((selector) => !document.querySelector(selector))).toEqual([]);
  });

  test('reads the recipient of a decision and finds its print button', async () => {
    const { showNotice } = await clientModule<NoticeView>('notice-view');
    const welfare = await readApi(`/api/cases/${X.caseNumber}`);
    document.body.replaceChildren(...showNotice(welfare, '令和8年11月21日'));
    const found = readDocument('seiho');
    expect(found).toContain(sighting('recipient', 'atena', X.atena));
    expect(found.some((one) => one.startsWith('destination address'))).toBe(true);
    expect(document.querySelector('#print-notice')).not.toBeNull();
  });

  test('reads the lines of the list as rows', async () => {
    const { showCaseList } = await clientModule<CaseList>('case-list');
    document.body.replaceChildren(...showCaseList(await readApi('/api/cases'), noop));
    const found = readDocument('seiho');
    expect(found).toContain(sighting('row', 'welfare-case', X.caseNumber ?? ''));
    expect(found.filter((one) => !one.startsWith('row '))).toEqual([]);
  });
});

async function readApi(path: string): Promise<unknown> {
  return JSON.parse((await askCity(city, 'seiho', path)).text);
}

async function clientModule<Module>(name: string): Promise<Module> {
  const loaded: Module = await import(`../../../demo/city/seiho/client/${name}.js`);
  return loaded;
}

function noop(): void {
  // Nothing is saved in these tests.
}
