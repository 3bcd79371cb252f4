import { plain } from "../plain.ts";

/** A text from a server or a room: it can neither turn the line around nor stretch it. */
export const Outside = ({ text }: { readonly text: string }) => (
  <bdi class="outside">{plain(text)}</bdi>
);
