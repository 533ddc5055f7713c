import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Relative luminance and ratio of WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function colours(file: string): (name: string) => string {
  const css = readFileSync(`components/${file}`, 'utf8');
  return (name) => {
    const found = new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css)?.[1];
    if (!found) throw new Error(`${file} has no --${name}`);
    return found;
  };
}

describe('text stands out 7:1 or more', () => {
  test.each([
    ['guard/banner.css', 'flagged-ink', 'flagged'],
    ['guard/banner.css', 'flagged-ink', 'neutral'],
    ['guard/banner.css', 'unknown-ink', 'unknown'],
    ['ui/base.css', 'ink', 'paper'],
    ['ui/base.css', 'ink', 'ground'],
    ['ui/base.css', 'ink-soft', 'paper'],
    ['ui/base.css', 'ink-soft', 'ground'],
    ['ui/base.css', 'ink-soft', 'unknown-ground'],
    ['ui/base.css', 'ink-soft', 'flagged-ground'],
    ['ui/base.css', 'navy', 'paper'],
    ['ui/base.css', 'navy-deep', 'ground'],
    ['ui/base.css', 'flagged', 'flagged-ground'],
    ['ui/base.css', 'flagged', 'ground'],
    ['ui/base.css', 'unknown', 'unknown-ground'],
    ['ui/base.css', 'good', 'ground'],
  ])('%s: %s on %s', (file, ink, ground) => {
    const colour = colours(file);
    expect(ratio(colour(ink), colour(ground))).toBeGreaterThanOrEqual(7);
  });
});
