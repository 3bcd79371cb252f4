import { outlineOf } from "../games/arena/emblem.ts";
import { hueVar } from "../palette.ts";

/** A player's colour, told by its shape as well. */
export function Emblem({ hue }: { readonly hue: number }) {
  return (
    <svg class="emblem" viewBox="-1.15 -1.15 2.3 2.3" aria-hidden="true">
      <polygon points={outlineOf(hue).join(" ")} fill={hueVar(hue)} />
    </svg>
  );
}
