type Props = { readonly title: string; readonly texts: readonly string[] };

/** A titled list, or nothing when there is nothing to list. */
export function TextList({ title, texts }: Props) {
  if (texts.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
