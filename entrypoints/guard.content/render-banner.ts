import { h, render } from 'preact';
import bannerCss from '../../components/guard/banner.css?inline';
import { Banner } from '../../components/guard/banner.tsx';
import { reasonKeys } from '../../components/ui/situation-texts.ts';
import { TextContext } from '../../components/ui/text.ts';
import type { TabView } from '../../utils/domain/tab-view.ts';
import type { BannerTools } from '../../utils/page/guard-ports.ts';
import { translate } from './kept-texts.ts';

/** What the banner of one document remembers between two drawings. */
type Drawing = { isExpanded: boolean; readonly redraw: () => void };

const drawings = new WeakMap<ShadowRoot, { isExpanded: boolean }>();
const styled = new WeakSet<ShadowRoot>();

/** Draws the banner into its closed root; again on every change of the view. */
export function renderBanner(root: ShadowRoot, view: TabView, tools: BannerTools): void {
  addStyle(root);
  // Shown when the band is opened, which may be after the guard was cut off.
  for (const key of reasonKeys(view.assessment.reasons)) translate(key);
  const known = drawings.get(root);
  const drawing: Drawing = {
    isExpanded: known?.isExpanded ?? false,
    redraw: () => renderBanner(root, view, tools),
  };
  drawings.set(root, drawing);
  const banner = h(Banner, {
    view,
    isExpanded: drawing.isExpanded,
    onToggle: () => {
      drawing.isExpanded = !drawing.isExpanded;
      drawing.redraw();
    },
    canAcknowledge: tools.onReveal !== undefined,
    ...(tools.onReveal && { onAcknowledge: tools.onReveal }),
    pulled: tools.pulled,
    onPull: tools.onPull,
    onPullList: tools.onPullList,
    isFirstShow: known === undefined,
  });
  render(h(TextContext.Provider, { value: translate, children: banner }), root);
}

function addStyle(root: ShadowRoot): void {
  if (styled.has(root)) return;
  styled.add(root);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(bannerCss);
  root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
}
