/**
 * Stands in for the framework's context, which the guard does not use: its watchers would be a
 * kilobyte of every page, and it announces itself to the page by an event with the extension's id.
 */
export function ContentScriptContext(): void {
  // Nothing is kept.
}
