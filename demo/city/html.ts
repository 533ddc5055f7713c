/** A piece of HTML that is already escaped. */
export type Markup = { readonly markup: string };
type Piece = Markup | string | number | undefined | false | readonly Piece[];

/** Builds HTML; every value is escaped unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  const body = parts.map((part, index) => part + write(values[index])).join('');
  return { markup: body };
}

/** Marks text as HTML that needs no escaping: style sheets and scripts of the demo itself. */
export function raw(markup: string): Markup {
  return { markup };
}

/** A value as a JavaScript literal that cannot close the script element around it. */
export function scriptLiteral(value: unknown): Markup {
  return { markup: JSON.stringify(value).replaceAll('<', '\\u003c') };
}

function write(value: Piece): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  return 'markup' in value ? value.markup : value.map(write).join('');
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
