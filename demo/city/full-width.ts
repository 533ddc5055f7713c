/** Writes ASCII letters, digits and signs in full width, as old screens do. */
export function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}

/** Folds full-width letters and digits and hyphens, for search fields. */
export function halfWidth(text: string): string {
  return text.normalize('NFKC').replace(/[‐‑–—―−]/g, '-');
}
