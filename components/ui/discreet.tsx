import type { ComponentChildren } from 'preact';
import { HoldToReveal } from './hold-to-reveal.tsx';

type Props = { readonly counterMode: boolean; readonly children: ComponentChildren };

/** In counter mode its children show only while a button is held (DESIGN.md §8, PEERS lesson 19). */
export function Discreet({ counterMode, children }: Props) {
  return counterMode ? <HoldToReveal>{children}</HoldToReveal> : children;
}
