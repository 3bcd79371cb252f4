/** Focuses a form's field by its name; of a group of radio buttons, the chosen one. */
export function focusField(fields: HTMLFormControlsCollection, name: string | undefined): void {
  const found = name === undefined ? null : fields.namedItem(name);
  const field =
    found instanceof RadioNodeList
      ? [...found].find((each) => each instanceof HTMLInputElement && each.checked)
      : found;
  if (field instanceof HTMLElement) field.focus();
}
