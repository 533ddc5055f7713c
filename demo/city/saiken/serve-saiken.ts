import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CityState } from '../city-state.ts';
import type { Debt } from '../debt.ts';
import {
  type CityReply,
  type CityRequest,
  notFoundReply,
  parseFields,
  textReply,
} from '../exchange.ts';
import { batchPage, dispatchBatch } from './batch-page.ts';
import { debtCsv, debtListPage } from './debt-list.ts';
import { debtDetail, debtPage, destinationForm, saveDestination } from './debt-pages.ts';
import { dispatchLetter, letterPage } from './letter.ts';

const STYLE = ['saiken.css', 'saiken-paper.css']
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('');

/** 債権管理: pages from the server, the record in an inner frame. */
export function serveSaiken(request: CityRequest, state: CityState): CityReply {
  const fields = parseFields(request.query);
  const debt = debtOf(request.path, state);
  if (debt) return serveDebt({ debt, request, fields, state });
  switch (`${request.method} ${request.path}`) {
    case 'GET /':
      return debtListPage(fields, state);
    case 'GET /debts.csv':
      return debtCsv(fields, state);
    case 'GET /batch':
      return batchPage(state);
    case 'POST /batch/dispatch':
      return dispatchBatch(request, state);
    case 'GET /saiken.css':
      return textReply(STYLE, 'text/css; charset=utf-8');
    default:
      return notFoundReply();
  }
}

type DebtRequest = {
  readonly debt: Debt;
  readonly request: CityRequest;
  readonly fields: URLSearchParams;
  readonly state: CityState;
};

function serveDebt({ debt, request, fields, state }: DebtRequest): CityReply {
  const page = request.path.split('/')[3] ?? '';
  switch (`${request.method} ${page}`) {
    case 'GET ':
      return debtPage(debt, state);
    case 'GET detail':
      return debtDetail(debt, state, fields.has('saved') ? '送付先を変更しました。' : '');
    case 'GET destination':
      return destinationForm(debt, state);
    case 'POST destination':
      return saveDestination(debt, request, state);
    case 'GET letter':
      return letterPage(debt, state, fields.has('sent'));
    case 'POST dispatch':
      return dispatchLetter(debt, state);
    default:
      return notFoundReply();
  }
}

function debtOf(path: string, state: CityState): Debt | undefined {
  const [, folder, number] = path.split('/');
  return folder === 'debts' ? state.debts.get(number ?? '') : undefined;
}
