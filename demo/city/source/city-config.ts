import type { Locality } from '../../../utils/domain/canonical-form.ts';
import type { CityUrls } from '../start-city.ts';
import { saikenProfile } from './saiken-profile.ts';
import { seihoProfile } from './seiho-profile.ts';
import { zeimuProfile } from './zeimu-profile.ts';

/** Signed configuration of 架空市, before it is parsed. */
export function cityConfig(urls: CityUrls, locality: Locality) {
  return {
    version: 1,
    locality,
    profiles: [zeimuProfile(urls.zeimu), seihoProfile(urls.seiho), saikenProfile(urls.saiken)],
    // Yokohama: nobody may decide alone to call the other side back.
    actTable: { counterpart: { phone: 'approve' } },
    guidance: GUIDANCE,
    sections: SECTIONS,
  } as const;
}

/** Codes follow the roles: 1 対象者, 2 併せて支援を求める者, 3 相手方, 4 関係. */
const GUIDANCE = [
  {
    code: 1,
    text: '住所・居所・電話番号・来庁の事実・担当する部署を、ご本人以外に伝えないでください。郵送は個別に、送付先を2人で確認してから行ってください。',
  },
  {
    code: 2,
    text: '支援措置対象者と併せて支援を求めている方です。学校・保育所・通院先を含め、所在につながる情報を伝えないでください。',
  },
  {
    code: 3,
    text: '他の方の住所・電話番号・来庁や相談の有無・担当する部署を伝えないでください。問い合わせには「お答えできません。担当から折り返します。」と答え、係長に相談してください。',
  },
  {
    code: 4,
    text: '同じ戸籍・世帯・債権などのつながりから、所在が伝わるおそれがあります。他の方の住所が記載された届書や画面を見せたり、撮影させたりしないでください。',
  },
] as const;

const SECTIONS = [
  { code: 1, name: '戸籍住民課 支援措置担当', extension: '2201' },
  { code: 2, name: '市民税課', extension: '2341' },
  { code: 3, name: '生活福祉課', extension: '2520' },
  { code: 4, name: '収納対策課', extension: '2410' },
] as const;
