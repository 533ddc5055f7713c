import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { writePdf } from '../../../demo/city/pdf.ts';

test('a reader finds Japanese text and digits in the written PDF', () => {
  const text = '住所　架空県架空市見本一丁目40番5号　宛名番号 1000001070';
  const pdf = writePdf('見本', [{ x: 50, y: 700, size: 12, text }], [690]);
  expect(pdfText(pdf).replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
});

function pdfText(pdf: Uint8Array): string {
  return execFileSync('pdftotext', ['-enc', 'UTF-8', '-', '-'], { input: pdf, encoding: 'utf8' });
}
