import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { useNet } from "../net/useNet.ts";
import { Help } from "./help/Help.tsx";
import { useHelp } from "./help/useHelp.ts";
import { Invite } from "./Invite.tsx";
import { Notices } from "./Notices.tsx";
import { Overlay } from "./Overlay.tsx";
import { RoomPanel } from "./room/RoomPanel.tsx";
import type { Stay } from "./stay.ts";
import { TopBar } from "./TopBar.tsx";

/** The screen of a match: a bar, the game below it, and over it whatever must be said. */
export function Play({ stay }: { readonly stay: Stay }) {
  const stage = useRef<HTMLElement>(null);
  const invited = useSignal(stay.target.kind === "create");
  const roomed = useSignal(false);
  const playing = useComputed(() => stay.screen.value.kind === "playing");
  const game = stay.game.value;
  // After the invitation: two papers at once are none.
  const clear = playing.value && !invited.value && !roomed.value;
  const helping = useHelp({ clear, playing, game, stage });
  const net = useNet(stay);
  const { session } = stay;
  useLayoutEffect(() => stage.current?.replaceChildren(stay.element), [stay]);
  useEffect(() => runFrames(stay), [stay]);
  // Keys belong to the game as soon as nothing else is over it.
  const focusGame = () => stage.current?.focus();
  useEffect(() => {
    if (clear && !helping.value) focusGame();
  }, [clear, helping.value]);
  useEffect(() => {
    // What was open before a drop does not come back with the match.
    if (!playing.value) roomed.value = false;
    if (!roomed.value) return;
    stay.place.crowned.value = invited.value = false;
    // Not to its button, which the key of the dash would press.
    return focusGame;
  }, [playing.value, roomed.value]);
  useEffect(() => (net.open.value ? focusGame : undefined), [net.open.value]);
  const NetPanel = net.tools.value?.NetPanel;
  const gauge = net.gauge.value;
  return (
    <div class="play">
      <TopBar stay={stay} roomed={roomed} helping={helping} net={net} onSettled={focusGame} />
      {net.open.value && NetPanel && gauge && (
        <NetPanel stay={stay} gauge={gauge} onClose={() => shut(net.open)} onPointed={focusGame} />
      )}
      <Notices stay={stay} covered={roomed.value} />
      {invited.value && playing.value && session && (
        <Invite roomId={session.room.roomId} onClose={() => shut(invited)} />
      )}
      {roomed.value && playing.value && session && game && (
        <RoomPanel stay={stay} session={session} game={game} onClose={() => shut(roomed)} />
      )}
      <main class="stage" ref={stage} tabIndex={-1} aria-label={t.value.play.stage} />
      {helping.value && playing.value && game && <Help game={game} onClose={() => shut(helping)} />}
      <Overlay stay={stay} />
    </div>
  );
}

function shut(open: Signal<boolean>): void {
  open.value = false;
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
