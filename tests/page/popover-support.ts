/** The test document has no popovers and hides closed roots: both are added, for tests alone. */
const roots: ShadowRoot[] = [];
const attachShadow = Element.prototype.attachShadow;

export function completePopovers(): void {
  roots.length = 0;
  HTMLElement.prototype.showPopover = () => undefined;
  HTMLElement.prototype.hidePopover = () => undefined;
  const { matches } = Element.prototype;
  Object.defineProperty(HTMLElement.prototype, 'matches', {
    configurable: true,
    value(this: Element, selector: string) {
      return selector !== ':popover-open' && matches.call(this, selector);
    },
  });
  Element.prototype.attachShadow = function (init: ShadowRootInit): ShadowRoot {
    const root = attachShadow.call(this, init);
    roots.push(root);
    return root;
  };
}

export function openedRoots(): readonly ShadowRoot[] {
  return roots;
}
