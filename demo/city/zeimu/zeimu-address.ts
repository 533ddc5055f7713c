import { fullWidth } from '../full-width.ts';
import type { Resident } from '../resident.ts';

/** 税務 shows addresses in full width, without the city, and writes ヶ where the register has ケ. */
export function zeimuAddress(resident: Pick<Resident, 'address'>): string {
  return fullWidth(resident.address).replaceAll('仮ケ原', '仮ヶ原');
}
