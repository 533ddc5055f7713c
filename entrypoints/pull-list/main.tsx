import { render } from 'preact';
import browser from 'webextension-polyfill';
import { type PullListProps, PullListView } from '../../components/dashboard/pull-list-view.tsx';
import { TextContext, type Translate } from '../../components/ui/text.ts';
import { call } from '../../utils/messaging/call.ts';
import '../../components/dashboard/pull-list.css';

const t: Translate = (key, substitutions) =>
  browser.i18n.getMessage(key, [...(substitutions ?? [])]);
const root = document.getElementById('root');
const tabId = Number(location.hash.slice(1));

document.documentElement.lang = browser.i18n.getUILanguage();
document.title = t('pull_list_title');
call('readPullList', { tabId }).then(
  (list) => show({ list, hasFailed: false }),
  () => show({ hasFailed: true }),
);

function show(props: Pick<PullListProps, 'list' | 'hasFailed'>) {
  if (!root) return;
  render(
    <TextContext.Provider value={t}>
      <PullListView {...props} onPrint={() => window.print()} />
    </TextContext.Provider>,
    root,
  );
}
