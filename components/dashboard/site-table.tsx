import type { SiteProfile } from '../../utils/domain/site-profile.ts';
import type { SiteEntry } from '../../utils/domain/system-status.ts';
import { findText } from '../ui/find-text.ts';
import type { TextKey } from '../ui/text.ts';
import { useText } from '../ui/text.ts';

const MODE_TEXTS = {
  enforce: 'mode_enforce',
  warn: 'mode_warn',
  shadow: 'mode_shadow',
} as const satisfies Readonly<Record<SiteProfile['mode'], TextKey>>;

/** The systems that are watched, as the signed configuration names them. */
export function SiteTable({ profiles }: { readonly profiles: readonly SiteEntry[] }) {
  const t = useText();
  return (
    <section>
      <h2>{t('options_sites')}</h2>
      {profiles.length === 0 && <p>{t('options_sites_none')}</p>}
      {profiles.length > 0 && (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('options_site_name')}</th>
                <th scope="col">{t('options_site_id')}</th>
                <th scope="col">{t('options_site_mode')}</th>
              </tr>
            </thead>
            <tbody>
              {profiles.map((profile) => (
                <tr key={profile.id}>
                  <th scope="row">{profile.name}</th>
                  <td>{profile.id}</td>
                  <td>{findText(t, MODE_TEXTS, profile.mode)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
