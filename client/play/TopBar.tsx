import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { SettingsButton } from "../ui/settings/SettingsButton.tsx";
import { leave } from "./current.ts";
import { RoomButton } from "./room/RoomButton.tsx";
import type { Stay } from "./stay.ts";

const PING_MS = 1000;

interface TopBarProps {
  readonly stay: Stay;
  /** Whether the room's panel is open. */
  readonly roomed: Signal<boolean>;
  /** Whether the help is open. */
  readonly helping: Signal<boolean>;
  /** The settings were closed. */
  readonly onSettled: () => void;
}

/** Leave, which game, ping, the room, help, settings. */
export function TopBar({ stay, roomed, helping, onSettled }: TopBarProps) {
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
        <Ping stay={stay} />
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

function Ping({ stay }: { readonly stay: Stay }) {
  const ping = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => {
      ping.value = stay.ping;
    }, PING_MS);
    return () => clearInterval(timer);
  }, [stay]);
  if (ping.value === 0 || stay.screen.value.kind !== "playing") return <span class="ping" />;
  return (
    <span class="ping">
      <span class="unseen">{t.value.play.pingLabel} </span>
      {t.value.play.ping(ping.value)}
    </span>
  );
}
