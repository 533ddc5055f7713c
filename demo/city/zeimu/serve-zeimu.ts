import type { CityState } from '../city-state.ts';
import {
  type CityReply,
  type CityRequest,
  notFoundReply,
  parseFields,
  textReply,
} from '../exchange.ts';
import { certificateReply } from './certificate.ts';
import { contactLogPage, saveContactLog } from './contact-log-page.ts';
import { detailPage } from './detail-page.ts';
import { filingPage, saveFiling } from './filing-page.ts';
import { blankPage, framesetPage, headPage, menuPage } from './frames.ts';
import { householdNoticePage, sendHouseholdNotice } from './household-notice.ts';
import { listPage } from './list-page.ts';
import { coownerNoticePage, propertyPage } from './property-pages.ts';
import { zeimuStyle } from './zeimu-page.ts';

type Screen = (fields: URLSearchParams, state: CityState) => CityReply;

const SCREENS: Readonly<Record<string, Screen>> = {
  '/': (fields) => framesetPage(fields),
  '/head': (_fields, state) => headPage(state),
  '/menu': () => menuPage(),
  '/blank': () => blankPage(),
  '/list': listPage,
  '/detail': detailPage,
  '/property': propertyPage,
  '/coowner-notice': coownerNoticePage,
  '/cert': certificateReply,
  '/outai': contactLogPage,
  '/todoke': filingPage,
  '/setai': householdNoticePage,
  '/zeimu.css': () => textReply(zeimuStyle(), 'text/css; charset=utf-8'),
};

/** 税務総合: frameset, Shift_JIS, `javascript:` links. */
export function serveZeimu(request: CityRequest, state: CityState): CityReply {
  if (request.method === 'POST' && request.path === '/outai') return saveContactLog(request, state);
  if (request.method === 'POST' && request.path === '/todoke') return saveFiling(request, state);
  if (request.method === 'POST' && request.path === '/setai') {
    return sendHouseholdNotice(request, state);
  }
  const screen = SCREENS[request.path];
  if (request.method !== 'GET' || !screen) return notFoundReply();
  return screen(parseFields(request.query, 'shift_jis'), state);
}
