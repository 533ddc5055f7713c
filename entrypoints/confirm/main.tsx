import { render } from 'preact';
import browser from 'webextension-polyfill';
import { handleQuestionKey } from '../../components/guard/question-keys.ts';
import { type Dispatch, startQuestion } from '../../components/guard/question-loop.ts';
import { QuestionPage } from '../../components/guard/question-page.tsx';
import type { QuestionState } from '../../components/guard/question-state.ts';
import { TextContext, type Translate } from '../../components/ui/text.ts';
import { call } from '../../utils/messaging/call.ts';
import { retryOften } from '../../utils/page/retry-often.ts';
import { retryOnce } from '../../utils/page/retry-once.ts';
import '../../components/guard/question.css';
import { watchSeen } from './watch-seen.ts';

const t: Translate = (key, substitutions) =>
  browser.i18n.getMessage(key, [...(substitutions ?? [])]);
const lifetime = new AbortController();
const root = document.getElementById('root');
let watch: ReturnType<typeof watchSeen> = () => undefined;

document.documentElement.lang = browser.i18n.getUILanguage();
document.title = t('question_document_title');

// A window of ours names its question in its address, the guard of a page by a message.
if (window.top === window) ask(location.hash.slice(1));
else window.addEventListener('message', hear, { signal: lifetime.signal });

/** Whoever names another one gets 「この確認は終了しました」: only the worker's own are answered. */
function hear({ data }: MessageEvent<unknown>) {
  if (typeof data !== 'string') return;
  window.removeEventListener('message', hear);
  history.replaceState(null, '', `#${data}`);
  ask(data);
}

function ask(nonce: string) {
  const dispatch = startQuestion({
    read: () =>
      nonce === '' ? Promise.resolve(null) : retryOnce(() => call('readQuestion', { nonce })),
    answer: (answer) => retryOnce(() => call('answerQuestion', { nonce, answer })),
    // A cancel that is lost leaves the page of the question standing with nothing to press.
    cancel: () => retryOften(() => call('cancelQuestion', { nonce })),
    pull: () => retryOnce(() => call('pullInstead', { nonce })),
    show: (state, send) => {
      if (root) render(<App state={state} dispatch={send} />, root);
      if (state.step === 'released' || state.step === 'cancelled') closeOwnWindow();
    },
  });
  watch = watchSeen(dispatch, lifetime.signal);
  document.addEventListener(
    'keydown',
    (event) => handleQuestionKey(event, () => dispatch({ type: 'cancel' })),
    { capture: true, signal: lifetime.signal },
  );
}

/** One stable function: a new one on each render would start the 800 ms anew. */
function watchActions(bar: HTMLElement | null) {
  watch(bar);
}

/** In a page the guard removes the frame; a window of our own closes after a moment to read. */
function closeOwnWindow() {
  const READ_MS = 1_500;
  if (window.top === window) setTimeout(() => window.close(), READ_MS);
}

type AppProps = { readonly state: QuestionState; readonly dispatch: Dispatch };

function App({ state, dispatch: send }: AppProps) {
  return (
    <TextContext.Provider value={t}>
      <QuestionPage state={state} dispatch={send} actionsRef={watchActions} />
    </TextContext.Provider>
  );
}
