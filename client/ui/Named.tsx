interface NamedProps {
  /** A text of the dictionary that wants a name. */
  readonly sentence: (name: string) => string;
  readonly name: string;
}

/** No name has it: names keep no such character. */
const PLACE = "\uFFFC";

/** A sentence with a name in it, whose writing direction ends where the name ends. */
export function Named({ sentence, name }: NamedProps) {
  const [before, after] = sentence(PLACE).split(PLACE);
  return (
    <>
      {before}
      <bdi>{name}</bdi>
      {after}
    </>
  );
}
