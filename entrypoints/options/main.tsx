import { render } from 'preact';
import browser from 'webextension-polyfill';
import { type OptionsProps, OptionsView } from '../../components/dashboard/options-view.tsx';
import type { RecordFormat } from '../../components/dashboard/record-export.tsx';
import { TextContext, type Translate } from '../../components/ui/text.ts';
import { call } from '../../utils/messaging/call.ts';
import '../../components/dashboard/options.css';
import { saveRecords } from './save-records.ts';

const RECORD_LIMIT = 100;

const t: Translate = (key, substitutions) =>
  browser.i18n.getMessage(key, [...(substitutions ?? [])]);
const root = document.getElementById('root');
let shown: Omit<OptionsProps, 'onSync' | 'onSave'> = {
  records: [],
  recordLimit: RECORD_LIMIT,
  sync: 'idle',
  saving: 'idle',
  hasFailed: false,
};

document.documentElement.lang = browser.i18n.getUILanguage();
document.title = t('options_title');
show({});
refresh();

function refresh() {
  Promise.all([call('readStatus', {}), call('readRecords', { limit: RECORD_LIMIT })]).then(
    ([status, records]) => show({ status, records, hasFailed: false }),
    () => show({ hasFailed: true }),
  );
}

function syncNow() {
  show({ sync: 'running' });
  call('syncNow', {}).then(
    (status) => {
      show({ status, sync: status.feed === 'ready' ? 'done' : 'failed', hasFailed: false });
      refresh();
    },
    () => show({ sync: 'failed', hasFailed: true }),
  );
}

function save(format: RecordFormat) {
  show({ saving: 'running' });
  saveRecords(format, Date.now()).then(
    () => show({ saving: 'done' }),
    () => show({ saving: 'failed' }),
  );
}

function show(change: Partial<typeof shown>) {
  shown = { ...shown, ...change };
  if (!root) return;
  render(
    <TextContext.Provider value={t}>
      <OptionsView {...shown} onSync={syncNow} onSave={save} />
    </TextContext.Provider>,
    root,
  );
}
