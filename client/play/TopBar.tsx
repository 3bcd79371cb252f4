import type { Signal } from "@preact/signals";
import { t } from "../i18n/index.ts";
import { NetButton } from "../net/NetButton.tsx";
import type { Net } from "../net/useNet.ts";
import { SettingsButton } from "../ui/settings/SettingsButton.tsx";
import { leave } from "./current.ts";
import { RoomButton } from "./room/RoomButton.tsx";
import type { Stay } from "./stay.ts";

interface TopBarProps {
  readonly stay: Stay;
  /** Whether the room's panel is open. */
  readonly roomed: Signal<boolean>;
  /** Whether the help is open. */
  readonly helping: Signal<boolean>;
  readonly net: Net;
  /** Something of the bar is done with, and the next key is the game's. */
  readonly onSettled: () => void;
}

/** Leave, which game, the connection, the room, help, settings. */
export function TopBar({ stay, roomed, helping, net, onSettled }: TopBarProps) {
  const texts = t.value;
  const game = stay.game.value;
  const playing = stay.screen.value.kind === "playing";
  return (
    <header class="bar">
      <button type="button" class="quiet leave" onClick={leave}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M10 3 5 8l5 5" />
        </svg>
        {texts.play.leave}
      </button>
      <h1 class="bar-title">{game ? texts.games[game].title : texts.brand.name}</h1>
      <div class="bar-end">
        <NetButton stay={stay} net={net} onPointed={onSettled} />
        <RoomButton stay={stay} open={roomed} />
        <button
          type="button"
          class="quiet"
          aria-expanded={helping.value}
          aria-label={texts.help.open}
          title={texts.help.openKey}
          disabled={!playing}
          onClick={() => {
            helping.value = !helping.value;
          }}
        >
          ?
        </button>
        <SettingsButton onClosed={onSettled} />
      </div>
    </header>
  );
}
