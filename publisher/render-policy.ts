import { parsePolicy } from '../utils/domain/policy.ts';
import { openKeyFolder } from './keys/key-folder.ts';
import { type Outcome, refuse } from './problem.ts';

export type PolicyOptions = {
  readonly keys: string;
  /** URL under which the feed folder is served, ending in `/`. */
  readonly feedUrl: string;
  readonly extensionId: string;
  readonly format?: 'json' | 'reg' | undefined;
};

const REGISTRY_ROOTS = [
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge',
] as const;

/**
 * Renders the managed policy of the extension. The text holds the feed secret: it goes to the IT
 * section only. `json` is the file that Chrome and Edge read on Linux and that the managed browsers'
 * consoles take; `reg` is for the Windows registry of both.
 */
export function renderPolicy(options: PolicyOptions): Outcome<string> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  const { identity, secrets, roots } = folder.value;
  const values = {
    feedUrl: options.feedUrl,
    feedId: identity.feedId,
    municipalityCode: identity.municipalityCode,
    environment: identity.environment,
    // Without line ends, which the registry cannot hold; signatures are over the canonical form.
    pinnedRoot: JSON.stringify(JSON.parse(roots[0]?.bytes.toString('utf8') ?? '{}')),
    feedSecrets: secrets,
  };
  const parsed = parsePolicy(values);
  if (!parsed.ok) return refuse(wrongValue(parsed.detail ?? parsed.code));
  if (!/^[a-p]{32}$/.test(options.extensionId)) return refuse(wrongValue('extension-id'));
  const text =
    options.format === 'reg'
      ? renderRegistry(values, options.extensionId)
      : JSON.stringify(
          { '3rdparty': { extensions: { [options.extensionId]: values } } },
          undefined,
          2,
        );
  return { ok: true, value: text };
}

/** Lists stand as JSON text: both browsers read it back by the extension's schema. */
function renderRegistry(values: Readonly<Record<string, unknown>>, extensionId: string): string {
  const lines = Object.entries(values).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `"${name}"="${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  const sections = REGISTRY_ROOTS.map((root) =>
    [`[${root}\\3rdparty\\extensions\\${extensionId}\\policy]`, ...lines, ''].join('\r\n'),
  );
  return ['Windows Registry Editor Version 5.00', '', ...sections].join('\r\n');
}

function wrongValue(detail: string) {
  return {
    code: 'config',
    file: 'policy',
    cause: `指定された値を使用できません（${detail}）。`,
    remedy: '--feed-url は / で終わるURL、--extension-id は英小文字32字で指定してください。',
  } as const;
}
