import type { AnswerField } from '../../utils/domain/question.ts';
import { MISSING_TEXTS } from '../ui/answer-texts.ts';
import { useText } from '../ui/text.ts';

/** Longest note and staff number; the worker refuses more. */
const MAX_LENGTH = { lastFour: 20, note: 200, approverId: 40 } as const;

type Props = {
  readonly name: Extract<AnswerField, 'lastFour' | 'approverId'> | 'note';
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly isMissing: boolean;
  readonly isNumeric?: boolean;
  readonly maxLength?: number | undefined;
  readonly onChange: (value: string) => void;
};

/** A line of text. The browser must not offer what was typed for another person. */
export function TextField(props: Props) {
  const { name, label, hint, value, isMissing, isNumeric, onChange } = props;
  const t = useText();
  const hintId = `${name}-hint`;
  return (
    <div class={isMissing ? 'field open' : 'field'} data-field={name}>
      <label for={name}>{label}</label>
      <p class="hint" id={hintId}>
        {hint}
      </p>
      <input
        id={name}
        name={name}
        class={isNumeric ? 'digits' : 'text'}
        type="text"
        inputMode={isNumeric ? 'numeric' : 'text'}
        autocomplete="off"
        spellcheck={false}
        maxLength={props.maxLength ?? MAX_LENGTH[name]}
        value={value}
        aria-invalid={isMissing}
        aria-describedby={hintId}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {isMissing && name !== 'note' && <p class="missing">{t(MISSING_TEXTS[name])}</p>}
    </div>
  );
}
