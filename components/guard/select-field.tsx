import type { AnswerField } from '../../utils/domain/question.ts';
import { MISSING_TEXTS, type OptionText } from '../ui/answer-texts.ts';
import { useText } from '../ui/text.ts';

type Props<Option extends string> = {
  readonly name: AnswerField;
  readonly label: string;
  readonly options: readonly Option[];
  readonly texts: Readonly<Record<Option, OptionText>>;
  readonly value: Option | undefined;
  readonly counterMode: boolean;
  readonly isMissing: boolean;
  readonly onChange: (value: Option | undefined) => void;
};

/** A list to choose from; it opens on 「選択してください」, which is no answer. */
export function SelectField<Option extends string>(props: Props<Option>) {
  const t = useText();
  const { name, label, options, texts, value, counterMode, isMissing, onChange } = props;
  const missingId = `${name}-missing`;
  const choose = (chosen: string) => onChange(options.find((option) => option === chosen));
  return (
    <div class={isMissing ? 'field open' : 'field'} data-field={name}>
      <label for={name}>{label}</label>
      <select
        id={name}
        name={name}
        value={value ?? ''}
        aria-invalid={isMissing}
        aria-describedby={isMissing ? missingId : undefined}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{t('field_reason_none')}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {t(counterMode ? texts[option].neutral : texts[option].text)}
          </option>
        ))}
      </select>
      {isMissing && (
        <p class="missing" id={missingId}>
          {t(MISSING_TEXTS[name])}
        </p>
      )}
    </div>
  );
}
