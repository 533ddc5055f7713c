import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openScene } from '../tests/support/open-scene.ts';
import { PROJECT_ROOT } from '../tests/support/run-tool.ts';
import { TOUR } from './tour/steps.ts';
import type { TourDesk } from './tour/tour-desk.ts';

const SCREENSHOTS = join(PROJECT_ROOT, '.output', 'tour');
const DOCS_IMAGES = join(PROJECT_ROOT, 'docs', 'images');

/** Pictures of the documents, and the part that matters; `--update-docs` takes them anew. */
const DOCS_SHOTS: Readonly<Record<string, Clip>> = {
  marks: { x: 0, y: 0, width: 1200, height: 424 },
  tax: { x: 0, y: 0, width: 1200, height: 360 },
  refusal: { x: 186, y: 16, width: 814, height: 784 },
  question: { x: 186, y: 4, width: 814, height: 792 },
  phone: { x: 186, y: 4, width: 814, height: 792 },
  options: { x: 0, y: 0, width: 1190, height: 1000 },
};

/** Keeps each picture below 80 kB, so that the repository stays small. */
const DOCS_JPEG_QUALITY = 45;

type Clip = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

/** The guided tour without a display: does the main job, says what happened, saves pictures. */
async function tour(): Promise<void> {
  const isForDocs = process.argv.includes('--update-docs');
  await mkdir(SCREENSHOTS, { recursive: true });
  console.log('架空市を開いています（3つのシステム、支援措置データ、配信、Chromium）。');
  const scene = await openScene();
  let number = 0;
  const desk: TourDesk = {
    scene,
    say: (text) => console.log(`   ${text}`),
    async shoot(page, name) {
      const path = join(SCREENSHOTS, `${name}.png`);
      await page.screenshot({ path });
      if (isForDocs) await shootForDocs(page, name);
      console.log(`   画面：.output/tour/${name}.png`);
    },
  };
  try {
    for (const step of TOUR) {
      number += 1;
      console.log(`\n${number}. ${step.title}`);
      await step.run(desk);
    }
    console.log(`\n${number}場面をすべて確かめました。`);
  } finally {
    await scene.close();
  }
}

async function shootForDocs(page: Page, name: string): Promise<void> {
  const clip = DOCS_SHOTS[name];
  if (!clip) return;
  await mkdir(DOCS_IMAGES, { recursive: true });
  const path = join(DOCS_IMAGES, `${name}.jpg`);
  await page.screenshot({ path, clip, type: 'jpeg', quality: DOCS_JPEG_QUALITY });
}

await tour();
