import type { Outcome } from '../problem.ts';
import { approveRelease, requestRelease } from '../release-grant.ts';
import type { Command, CommandIo, OptionValues, Report } from './command.ts';
import { INPUT_HELP, INPUT_OPTIONS, readInputOptions } from './input-options.ts';
import { readCount, readText, requireText, UsageError } from './read-options.ts';

/** `release`: ends one grant, with two signers. */
export const releaseCommand: Command = {
  name: 'release',
  summary: '事案の注意表示を終えます（承認者2名。最新の入力と照らし合わせます）',
  help: [
    '1人目：--number K --version N --request FILE --signer NAME --signer-key FILE',
    '2人目：--approve FILE --signer NAME --signer-key FILE',
    '',
    '--number NUMBER       終了する支援措置管理番号',
    '--version N           終了する支援措置履歴番号（これより新しい申出は終了しません）',
    '--person NUMBER       1名だけ終了するときの宛名番号（省略時は事案全体）',
    '--request FILE        終了依頼を書き出すファイル',
    '--approve FILE        1人目が作った終了依頼',
    '--signer NAME         署名する承認者',
    '--signer-key FILE     承認者の秘密鍵',
    ...INPUT_HELP,
  ],
  options: {
    ...INPUT_OPTIONS,
    number: { type: 'string' },
    version: { type: 'string' },
    person: { type: 'string' },
    request: { type: 'string' },
    approve: { type: 'string' },
    signer: { type: 'string' },
    'signer-key': { type: 'string' },
  },
  run: async (values, io) => {
    const approve = readText(values, 'approve');
    return approve === undefined ? await request(values, io) : await confirm(values, io, approve);
  },
};

async function request(values: OptionValues, io: CommandIo): Promise<Outcome<Report>> {
  const version = readCount(values, 'version', { min: 0, max: 999_999_999 });
  if (version === undefined) throw new UsageError('--version を指定してください。');
  const requested = await requestRelease({
    ...readInputOptions(values, io),
    managementNumber: requireText(values, 'number'),
    person: readText(values, 'person'),
    version,
    signer: signerOf(values),
    request: requireText(values, 'request'),
  });
  if (!requested.ok) return requested;
  const lines = [
    '終了依頼を作成しました。まだ何も公開していません。',
    '7日以内に、もう1人の承認者が release --approve で承認してください。',
  ];
  return { ok: true, value: { lines, value: {} } };
}

async function confirm(
  values: OptionValues,
  io: CommandIo,
  approve: string,
): Promise<Outcome<Report>> {
  const signer = signerOf(values);
  const approved = await approveRelease({ ...readInputOptions(values, io), approve, signer });
  if (!approved.ok) return approved;
  const { cautions, ...value } = approved.value;
  const lines = [
    `注意表示を終え、第${value.version}版を公開しました。`,
    '住民記録システムでも終了の処理を行ってください。',
  ];
  return { ok: true, value: { lines, value, cautions } };
}

function signerOf(values: OptionValues) {
  return { name: requireText(values, 'signer'), keyFile: requireText(values, 'signer-key') };
}
