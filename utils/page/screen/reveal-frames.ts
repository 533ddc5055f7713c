/** One document's blur, as the top document of the same origin reaches it. */
export type Revealer = {
  readonly isHiding: () => boolean;
  readonly reveal: () => void;
  /** Offers 「住所等を表示する」 again, or no longer. */
  readonly refresh: () => void;
};

/** Guards of one origin find each other under this name, in our own world; pages see none of it. */
const REVEALER = Symbol.for('matta.revealer');

export function setRevealer(window: Window, revealer: Revealer): void {
  Reflect.set(window, REVEALER, revealer);
}

/** True while a frame of the same origin, at any depth, blurs fields. */
export function areFramesHiding(window: Window): boolean {
  return framesOf(window).some((revealer) => revealer.isHiding());
}

/**
 * Reveals the fields of all frames of the same origin, after 「住所等を表示する」 in the banner.
 * Frames of other origins stay blurred.
 */
export function revealFrames(window: Window): void {
  for (const revealer of framesOf(window)) revealer.reveal();
}

/** A frame's blur changed: the top document, which has the banner, looks again. */
export function tellTop(window: Window): void {
  if (window.top && window.top !== window) revealerOf(window.top)?.refresh();
}

function framesOf(window: Window): readonly Revealer[] {
  const frames = Array.from({ length: window.length }, (_, index) => window[index]);
  return frames.flatMap((frame) => {
    const revealer = frame && revealerOf(frame);
    return frame && revealer ? [revealer, ...framesOf(frame)] : [];
  });
}

function revealerOf(window: Window): Revealer | undefined {
  try {
    return Reflect.get(window, REVEALER) as Revealer | undefined;
  } catch (error) {
    // Another origin: nothing of it can be read, and that is right.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
