import type { Page } from 'playwright-core';
import { waitUntil } from './wait-until.ts';

/** A node as the debugger gives it, through closed roots. */
type DomNode = {
  readonly nodeId: number;
  readonly nodeName: string;
  readonly nodeValue: string;
  readonly attributes?: readonly string[] | undefined;
  readonly children?: readonly DomNode[] | undefined;
  readonly shadowRoots?: readonly DomNode[] | undefined;
};

/** What the band over a page says; empty when there is none. Its root is closed to every page. */
export async function readBanner(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    return textOf(findBand(root));
  } finally {
    await session.detach();
  }
}

/** Presses a button of the band with the mouse, where staff would press it. */
export async function pressBannerButton(page: Page, label: string): Promise<void> {
  await waitUntil(async () => (await readBanner(page)).includes(label), `the button 「${label}」`);
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    const isWanted = (node: DomNode) => node.nodeName === 'BUTTON' && textOf(node) === label;
    const button = findNode(findBand(root), isWanted);
    if (!button) throw new Error(`expected a button 「${label}」 in the band`);
    const { model } = await session.send('DOM.getBoxModel', { nodeId: button.nodeId });
    const [left = 0, top = 0, , , right = 0, bottom = 0] = model.content;
    await page.mouse.click((left + right) / 2, (top + bottom) / 2);
  } finally {
    await session.detach();
  }
}

function findBand(root: DomNode): DomNode | undefined {
  // XML documents spell their elements as they are written.
  const isSection = ({ nodeName }: DomNode) => nodeName.toUpperCase() === 'SECTION';
  return findNode(root, (node) => isSection(node) && classesOf(node).includes('band'));
}

function findNode(
  node: DomNode | undefined,
  isWanted: (node: DomNode) => boolean,
): DomNode | undefined {
  if (!node || isWanted(node)) return node;
  for (const child of inside(node)) {
    const found = findNode(child, isWanted);
    if (found) return found;
  }
  return undefined;
}

function textOf(node: DomNode | undefined): string {
  if (!node) return '';
  return node.nodeName === '#text' ? node.nodeValue : inside(node).map(textOf).join('');
}

function inside(node: DomNode): readonly DomNode[] {
  return [...(node.shadowRoots ?? []), ...(node.children ?? [])];
}

function classesOf({ attributes = [] }: DomNode): readonly string[] {
  return (attributes[attributes.indexOf('class') + 1] ?? '').split(' ');
}
