/** Runs in the page: goes on to further rows, and waits until they are drawn; false at the end. */
export async function advanceGrid(step: number): Promise<boolean> {
  const { advance, scroller } = globalThis as unknown as {
    advance?: () => boolean;
    scroller?: () => Element;
  };
  const box = scroller?.();
  const isMore = advance?.();
  if (box) box.scrollTop += box.clientHeight * step;
  for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
  if (!box) return isMore === true;
  return box.scrollTop + box.clientHeight < box.scrollHeight - 1;
}
