/** Identifier kinds that never depend on a site profile (DESIGN.md §4). */
export const CORE_KINDS = [
  'atena', // 宛名番号
  'household', // 世帯番号
  'welfare-case', // ケース番号
  'debt', // 債権番号
  'tax-notice', // 通知書番号
  'phone', // 電話番号
  'address', // 住所
] as const;

/** A core kind, or `custom:<name>` as a site profile declares it. */
export type IdentifierKind = (typeof CORE_KINDS)[number] | `custom:${string}`;

/** An identifier in its canonical form (`canonical-form.ts`). Never a name, 個人番号 or 住民票コード. */
export type Identifier = {
  readonly kind: IdentifierKind;
  readonly value: string;
};

const CUSTOM_KIND = /^custom:[a-z0-9-]{1,32}$/;

/** Names a kind, or returns undefined when the text is none. */
export function parseIdentifierKind(value: unknown): IdentifierKind | undefined {
  if (typeof value !== 'string') return undefined;
  if (isCoreKind(value)) return value;
  return isCustomKind(value) ? value : undefined;
}

function isCoreKind(value: string): value is (typeof CORE_KINDS)[number] {
  return CORE_KINDS.some((kind) => kind === value);
}

function isCustomKind(value: string): value is `custom:${string}` {
  return CUSTOM_KIND.test(value);
}
