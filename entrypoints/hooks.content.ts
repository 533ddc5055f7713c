import { defineContentScript } from 'wxt/utils/define-content-script';
import { hookPage } from '../utils/page/acts/main-hook.ts';

/** MAIN world: asks before a script prints or submits. Carries no data. */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  allFrames: true,
  matchOriginAsFallback: true,
  runAt: 'document_start',
  world: 'MAIN',
  main() {
    hookPage(window);
  },
});
