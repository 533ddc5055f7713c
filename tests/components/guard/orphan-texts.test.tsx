import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { Banner } from '../../../components/guard/banner.tsx';
import { ORPHAN_TEXTS } from '../../../components/guard/orphan-texts.ts';
import { TextContext, type TextKey } from '../../../components/ui/text.ts';
import ja from '../../../public/_locales/ja/messages.json' with { type: 'json' };
import type { TabView } from '../../../utils/domain/tab-view.ts';
import { withDoubt } from '../../../utils/page/screen/with-doubt.ts';
import { readMessages } from '../support/read-messages.ts';

afterEach(cleanup);

const HOUR_MS = 3_600_000;
const read = readMessages(ja);

/** A clear view as the worker gave it, before its guard was cut off. */
function clearView(dataAgeMs: number | undefined, counterMode: boolean): TabView {
  return {
    assessment: { headline: 'clear', situations: [], reasons: [], doubts: [] },
    guidance: ['文書は窓口で手渡します。'],
    contact: '戸籍住民課 内線2201',
    ...(dataAgeMs !== undefined && { dataAgeMs }),
    counterMode,
    mode: 'enforce',
  };
}

function collectTexts(view: TabView, isExpanded: boolean): readonly TextKey[] {
  const asked: TextKey[] = [];
  const translate = (key: TextKey, substitutions?: readonly string[]) => {
    asked.push(key);
    return read(key, substitutions);
  };
  render(
    <TextContext.Provider value={translate}>
      <Banner view={view} isExpanded={isExpanded} onToggle={() => undefined} />
    </TextContext.Provider>,
  );
  if (view.counterMode && isExpanded) {
    fireEvent.pointerDown(screen.getByRole('button', { name: read('reveal_hold') }));
  }
  fireEvent.click(screen.getByRole('button', { name: read('banner_move_down') }));
  fireEvent.click(screen.getByRole('button', { name: read('banner_curtain') }));
  cleanup();
  return asked;
}

test('the band of a guard that is cut off needs the texts that were kept for it, and no others', () => {
  const ages = [undefined, 0, HOUR_MS / 2, HOUR_MS, 72 * HOUR_MS];
  const asked = ages.flatMap((age) =>
    [false, true].flatMap((counterMode) =>
      [false, true].flatMap((isExpanded) =>
        collectTexts(withDoubt(clearView(age, counterMode), 'worker-unreachable'), isExpanded),
      ),
    ),
  );
  expect(new Set(asked)).toEqual(new Set(ORPHAN_TEXTS));
});
