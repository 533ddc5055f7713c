import { render } from 'preact';
import browser from 'webextension-polyfill';
import { type OptionsProps, OptionsView } from '../../components/dashboard/options-view.tsx';
import { TextContext, type Translate } from '../../components/ui/text.ts';
import { call } from '../../utils/messaging/call.ts';
import '../../components/dashboard/options.css';

const RECORD_LIMIT = 100;

const t: Translate = (key, substitutions) =>
  browser.i18n.getMessage(key, [...(substitutions ?? [])]);
const root = document.getElementById('root');
let shown: Omit<OptionsProps, 'onSync'> = {
  records: [],
  recordLimit: RECORD_LIMIT,
  sync: 'idle',
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

function show(change: Partial<typeof shown>) {
  shown = { ...shown, ...change };
  if (!root) return;
  render(
    <TextContext.Provider value={t}>
      <OptionsView {...shown} onSync={syncNow} />
    </TextContext.Provider>,
    root,
  );
}
