import type { AnswerField } from '../../utils/domain/question.ts';
import { MISSING_TEXTS, type OptionText } from '../ui/answer-texts.ts';
import { useText } from '../ui/text.ts';

type Props<Option extends string> = {
  readonly name: AnswerField;
  readonly label: string;
  readonly hint?: string;
  readonly options: readonly Option[];
  readonly texts: Readonly<Record<Option, OptionText>>;
  readonly value: Option | undefined;
  readonly counterMode: boolean;
  readonly isMissing: boolean;
  readonly onChange: (value: Option) => void;
};

/** One question with named choices and none chosen beforehand. */
export function ChoiceField<Option extends string>(props: Props<Option>) {
  const t = useText();
  const { name, label, hint, options, texts, value, counterMode, isMissing, onChange } = props;
  const missingId = `${name}-missing`;
  return (
    <fieldset
      class={isMissing ? 'field open' : 'field'}
      data-field={name}
      aria-describedby={isMissing ? missingId : undefined}
    >
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class="choices">
        {options.map((option) => (
          <label key={option} class="choice">
            <input
              type="radio"
              name={name}
              value={option}
              checked={value === option}
              aria-invalid={isMissing}
              onChange={() => onChange(option)}
            />
            <span>{t(counterMode ? texts[option].neutral : texts[option].text)}</span>
          </label>
        ))}
      </div>
      {isMissing && (
        <p class="missing" id={missingId}>
          {t(MISSING_TEXTS[name])}
        </p>
      )}
    </fieldset>
  );
}
