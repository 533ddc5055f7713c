/**
 * An address that exists nowhere, by which a document asks the browser's rules whether its tab is
 * open: they answer it themselves in an open tab and block it in any other. Where no rules stand,
 * the port makes the browser refuse it before any name is looked up.
 */
export const LOCK_PROBE_URL = 'https://matta-lock.invalid:1/';
