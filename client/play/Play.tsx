import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { Help } from "./help/Help.tsx";
import { useHelp } from "./help/useHelp.ts";
import { Invite } from "./Invite.tsx";
import { OperatorNotice } from "./OperatorNotice.tsx";
import { Overlay } from "./Overlay.tsx";
import type { Stay } from "./stay.ts";
import { TopBar } from "./TopBar.tsx";

/** The screen of a match: a bar, the game below it, and over it whatever must be said. */
export function Play({ stay }: { readonly stay: Stay }) {
  const stage = useRef<HTMLElement>(null);
  const invited = useSignal(stay.target.kind === "create");
  const playing = useComputed(() => stay.screen.value.kind === "playing");
  const game = stay.game.value;
  // After the invitation: two papers at once are none.
  const clear = playing.value && !invited.value;
  const helping = useHelp({ clear, playing, game });
  const open = invited.value && playing.value && stay.roomId.value !== undefined;
  useLayoutEffect(() => stage.current?.replaceChildren(stay.element), [stay]);
  useEffect(() => runFrames(stay), [stay]);
  // Keys belong to the game as soon as nothing else is over it.
  const focusGame = () => stage.current?.focus();
  useEffect(() => {
    if (clear && !helping.value) focusGame();
  }, [clear, helping.value]);
  return (
    <div class="play">
      <TopBar stay={stay} invited={invited} helping={helping} onSettled={focusGame} />
      <OperatorNotice words={stay.notice} />
      {open && <Invite roomId={stay.roomId.value ?? ""} onClose={() => close()} />}
      <main class="stage" ref={stage} tabIndex={-1} aria-label={t.value.play.stage} />
      {helping.value && playing.value && game && <Help game={game} onClose={endHelp} />}
      <Overlay stay={stay} />
    </div>
  );

  function close() {
    invited.value = false;
  }

  function endHelp() {
    helping.value = false;
  }
}

/** The page's one animation loop; returns the stop. */
function runFrames(stay: Stay): () => void {
  let handle = 0;
  const frame = (now: number) => {
    // Asked for first: an error in one frame must not be the last frame.
    handle = requestAnimationFrame(frame);
    stay.frame(now);
  };
  handle = requestAnimationFrame(frame);
  return () => cancelAnimationFrame(handle);
}
