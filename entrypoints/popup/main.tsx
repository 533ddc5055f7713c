import { render } from 'preact';
import browser from 'webextension-polyfill';
import { PopupView } from '../../components/dashboard/popup-view.tsx';
import { TextContext, type Translate } from '../../components/ui/text.ts';
import type { SystemStatus } from '../../utils/domain/system-status.ts';
import { call } from '../../utils/messaging/call.ts';
import '../../components/dashboard/popup.css';

const t: Translate = (key, substitutions) =>
  browser.i18n.getMessage(key, [...(substitutions ?? [])]);
const root = document.getElementById('root');

document.documentElement.lang = browser.i18n.getUILanguage();
document.title = t('popup_title');
show(undefined, false);
refresh();

function refresh() {
  call('readStatus', {}).then(
    (status) => show(status, false),
    () => show(undefined, true),
  );
}

function setCounterMode(isOn: boolean) {
  // Either way the switch shows what the worker really holds.
  call('setCounterMode', { isOn }).then(refresh, refresh);
}

async function openOptions() {
  await browser.runtime.openOptionsPage();
  window.close();
}

function show(status: SystemStatus | undefined, hasFailed: boolean) {
  if (!root) return;
  render(
    <TextContext.Provider value={t}>
      <PopupView
        status={status}
        hasFailed={hasFailed}
        onCounterMode={setCounterMode}
        // The browser itself reports when it cannot open its own page.
        onOpenOptions={() => void openOptions()}
      />
    </TextContext.Provider>,
    root,
  );
}
