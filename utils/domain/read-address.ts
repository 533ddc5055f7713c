import { type Locality, shownForms } from './canonical-form.ts';
import type { Identifier } from './identifier.ts';

/**
 * Reads an address from its lines. A line may go on in the next one (方書). Where that names a room,
 * the line alone would mean every room of the house, so it is not read alone; where it names
 * something else, that may be the addressee, so both readings stand.
 */
export function readAddress(lines: readonly string[], locality: Locality): readonly Identifier[] {
  const read = (text: string) => shownForms('address', text, locality);
  const forms: Identifier[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const own = read(line);
    const next = lines[index + 1];
    const joined = next === undefined ? [] : read(`${line} ${next}`);
    const isRoom = joined.some((form) => namesRoom(form, own[0]));
    forms.push(...(isRoom ? joined : [...own, ...joined]));
    if (isRoom) index += 1;
  }
  return forms;
}

function namesRoom(joined: Identifier, own: Identifier | undefined): boolean {
  return (
    own !== undefined && joined.value.startsWith(`${own.value}|`) && /[0-9]$/.test(joined.value)
  );
}
