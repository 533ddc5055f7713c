import { askChief } from './ask-chief.ts';
import { cannotTell } from './cannot-tell.ts';
import { certificate } from './certificate.ts';
import { correctAndPrint } from './correct-and-print.ts';
import { dunningLetter } from './dunning-letter.ts';
import { listMarks } from './list-marks.ts';
import { ordinaryRecord } from './ordinary-record.ts';
import { readRecord } from './read-record.ts';
import type { TourStep } from './tour-desk.ts';

/** The tour, in the order of a day at the office. */
export const TOUR: readonly TourStep[] = [
  ordinaryRecord,
  listMarks,
  dunningLetter,
  correctAndPrint,
  askChief,
  certificate,
  cannotTell,
  readRecord,
];
