import type { Locality } from '../../../utils/domain/canonical-form.ts';
import { CITY } from '../town.ts';

/** Writing habits of 架空市 for the signed configuration. */
export const CITY_LOCALITY: Locality = {
  municipalityCode: CITY.code,
  prefecture: CITY.prefecture,
  city: CITY.city,
  areaCode: CITY.areaCode,
};
