import { launchBrowser } from '../tests/support/browser.ts';
import { openTown } from './open-town.ts';

/** Opens the fictional municipality in a real window and stays until the window is closed. */
async function visit(): Promise<void> {
  const town = await openTown({ port: 8180 });
  const browser = await launchBrowser({ policy: town.policy, headless: false });
  const { zeimu, seiho, saiken } = town.city.urls;
  console.log(
    [
      '架空市のシステムを開きました。住民はすべて架空の人物です。',
      `  税務総合   ${zeimu}`,
      `  生活保護   ${seiho}`,
      `  債権管理   ${saiken}`,
      '  試す場面：債権管理で「24-210-00017」を開き、催告書を印刷する。',
      'ブラウザーを閉じると終わります。',
    ].join('\n'),
  );
  for (const url of [saiken, seiho, zeimu]) await (await browser.context.newPage()).goto(url);
  await new Promise<void>((resolve) => browser.context.once('close', () => resolve()));
  await browser.close();
  await town.close();
}

await visit();
