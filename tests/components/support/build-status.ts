import type { SystemStatus } from '../../../utils/domain/system-status.ts';

/** A healthy installation; `change` names what a test is about. */
export function buildStatus(change: Partial<SystemStatus> = {}): SystemStatus {
  return {
    policy: 'ready',
    feed: 'ready',
    feedId: 'kakuu',
    feedVersion: 7,
    verifiedAtMs: Date.parse('2026-11-21T12:00:00+09:00'),
    dataAgeMs: 60_000,
    profiles: [{ id: 'zeimu', name: '税務総合', mode: 'enforce' }],
    deviceLabel: 'ZEIMU-01',
    operatorLabel: '職員1024',
    counterMode: false,
    audit: { count: 3, chain: 'intact' },
    version: '0.1.0',
    ...change,
  };
}
