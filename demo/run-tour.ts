import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openScene } from '../tests/support/open-scene.ts';
import { PROJECT_ROOT } from '../tests/support/run-tool.ts';
import { TOUR } from './tour/steps.ts';
import type { TourDesk } from './tour/tour-desk.ts';

const SCREENSHOTS = join(PROJECT_ROOT, '.output', 'tour');
const DOCS_IMAGES = join(PROJECT_ROOT, 'docs', 'images');
/** Shown in README; `--update-docs` copies them from the newest tour. */
const DOCS_SHOTS = ['refusal', 'question', 'marks', 'cannot-tell', 'options'];

/** The guided tour without a display: does the main job, says what happened, saves pictures. */
async function tour(): Promise<void> {
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
    if (process.argv.includes('--update-docs')) await updateDocs();
  } finally {
    await scene.close();
  }
}

async function updateDocs(): Promise<void> {
  await mkdir(DOCS_IMAGES, { recursive: true });
  for (const name of DOCS_SHOTS) {
    await copyFile(join(SCREENSHOTS, `${name}.png`), join(DOCS_IMAGES, `${name}.png`));
  }
}

await tour();
