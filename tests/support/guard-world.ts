import type { Page } from 'playwright-core';

/** The world of the page guard in the top document: the only one that sees into its closed roots. */
export type GuardWorld = {
  /** Runs an expression there. `roots()` gives the closed roots of the guard's own layers. */
  readonly evaluate: <Value>(expression: string) => Promise<Value>;
};

/** What is shown of ours: each host carries a layer, and each of both has a closed root. */
const ROOTS = `const open = (host) => chrome.dom.openOrClosedShadowRoot(host);
const roots = () => [...document.documentElement.children]
  .filter((one) => one.localName.startsWith('m-'))
  .flatMap((host) => [...(open(host)?.children ?? [])].flatMap((layer) => open(layer) ?? []));`;

export async function openGuardWorld(page: Page): Promise<GuardWorld> {
  const session = await page.context().newCDPSession(page);
  const ids: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const isTop = context.auxData?.frameId === mainFrameId;
    if (context.origin.startsWith('chrome-extension:') && isTop) ids.push(context.id);
  });
  const { frameTree } = await session.send('Page.getFrameTree');
  const mainFrameId = frameTree.frame.id;
  await session.send('Runtime.enable');
  return {
    async evaluate(expression) {
      const contextId = ids.at(-1);
      if (contextId === undefined) throw new Error('expected a guard in the page');
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression: `(() => { ${ROOTS} return (${expression}); })()`,
        contextId,
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
      return result.value;
    },
  };
}
