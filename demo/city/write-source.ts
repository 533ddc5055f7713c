import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locality } from '../../utils/domain/canonical-form.ts';
import { parseFeedConfig } from '../../utils/domain/feed-config.ts';
import { buildCity, DEFAULT_SEED } from './city-data.ts';
import { formatCsv } from './csv.ts';
import type { Resident } from './resident.ts';
import { encodeShiftJis } from './shift-jis.ts';
import { cityConfig } from './source/city-config.ts';
import { identifierRows } from './source/identifier-rows.ts';
import { moushideRows } from './source/moushide-rows.ts';
import type { CityUrls } from './start-city.ts';
import type { SupportCase } from './support-case.ts';

export type SourceInput = {
  /** The residents of the running city: every subject of a case must be one of them. */
  readonly residents: readonly Resident[];
  /** yyyy-mm-dd; all periods are counted from this day. */
  readonly today: string;
  readonly locality: Locality;
  readonly urls: CityUrls;
  readonly seed?: number;
  /** Encoding of the two CSV files, as registers export them. */
  readonly encoding?: 'utf-8' | 'cp932';
};

/** The files that were written. */
export type SourceFiles = {
  readonly moushide: string;
  readonly identifiers: string;
  readonly config: string;
};

/** Writes what the publisher reads: two CSV files of the register and the configuration. */
export async function writeSource(dir: string, input: SourceInput): Promise<SourceFiles> {
  const cases = casesOf(input);
  const config = cityConfig(input.urls, input.locality);
  parseFeedConfig(config);

  const encode = (rows: readonly (readonly string[])[]) => {
    const text = formatCsv(rows);
    return input.encoding === 'cp932' ? encodeShiftJis(text) : new TextEncoder().encode(text);
  };
  const files: SourceFiles = {
    moushide: join(dir, 'moushide.csv'),
    identifiers: join(dir, 'identifiers.csv'),
    config: join(dir, 'config.json'),
  };
  await mkdir(dir, { recursive: true });
  await writeFile(files.moushide, encode(moushideRows(cases, input.today)));
  await writeFile(files.identifiers, encode(identifierRows(cases)));
  await writeFile(files.config, `${JSON.stringify(config, null, 2)}\n`);
  return files;
}

/** The cases of the seed. People who do not live in the running city mean another seed. */
function casesOf(input: SourceInput): readonly SupportCase[] {
  const cases = buildCity(input.seed ?? DEFAULT_SEED).supportCases;
  const living = new Set(input.residents.map((resident) => resident.atena));
  const stranger = cases
    .flatMap((one) => one.subjects)
    .find(({ person }) => !living.has(person.atena));
  if (stranger) throw new Error('expected the residents of the same seed, got another city');
  return cases;
}
