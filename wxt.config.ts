import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';

/**
 * Public half of the development key: it fixes the extension id for tests and the demo. A
 * municipality packs with its own key (docs/導入手順.md), which gives it an id of its own.
 */
const DEVELOPMENT_PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAo7SnL0cn5WHOPBUnGI8acYMcvyzbdiZE2GNZcZ1fQdj8r7qcrmDERm2XwOFCdbYL4Dhv7x9aJOB9O92gCJ3xfFbZ/LMfT2y2sULUU5J77o9vpXDqXngdA+eAd/6eN9K7IcbbYl6UQ5+d7l1EVrOGnCYsOyrlwuG6xmN5dso/k21cle5Z/MQiztl/gGbW9ijWAr6jIkicLLPkaXoby1vSrwJEi2EAUBQIUcgAo1HHwzDpmQidbBcU5g+yTDYe5YVEEg6KrfbtPE5WLAL+cxD+14v+hNkCBmwsBAt47qqekFdyJh8+rYN1K+OlPlYIhyN/v04oDLRAkSMFxlN+fwSiaQIDAQAB';

export default defineConfig({
  imports: false,
  manifest: {
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'ja',
    key: DEVELOPMENT_PUBLIC_KEY,
    minimum_chrome_version: '137',
    permissions: [
      'alarms',
      'declarativeNetRequest',
      'declarativeNetRequestFeedback',
      'scripting',
      'storage',
      'unlimitedStorage',
      'webNavigation',
      'webRequest',
      'webRequestBlocking',
    ],
    // The hosts of the business systems are known only from the signed feed, so they cannot stand
    // here. Content scripts are registered for the profiles' hosts alone, and GPO can narrow this
    // further (runtime_allowed_hosts, deploy/).
    host_permissions: ['http://*/*', 'https://*/*'],
    incognito: 'spanning',
    storage: { managed_schema: 'managed-schema.json' },
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src http: https:; base-uri 'none'; form-action 'none'; object-src 'none'",
    },
    // A page cannot embed the confirm frame: the address changes with each session and is known to
    // our own scripts only; the frame also needs a one-time nonce of the worker.
    web_accessible_resources: [
      {
        resources: ['confirm.html'],
        matches: ['http://*/*', 'https://*/*'],
        use_dynamic_url: true,
      },
      // A guard that is cut off knows no address of this session. The page shows and tells nothing, and
      // does nothing while the worker answers.
      { resources: ['revival.html'], matches: ['http://*/*', 'https://*/*'] },
    ],
  },
  vite: () => ({
    build: { target: 'chrome137' },
    resolve: {
      alias: {
        'wxt/utils/content-script-context': fileURLToPath(
          new URL('entrypoints/guard.content/no-context.ts', import.meta.url),
        ),
      },
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  }),
});
