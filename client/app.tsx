import { useSignalEffect } from "@preact/signals";
import { t } from "./i18n/index.ts";
import { Lobby } from "./lobby/Lobby.tsx";
import { NotFound } from "./NotFound.tsx";
import { stay } from "./play/current.ts";
import { Play } from "./play/Play.tsx";
import { route } from "./router.ts";

/** The page that the address and the stay ask for. */
export function App() {
  useSignalEffect(() => {
    document.title = t.value.brand.title(pageName());
  });
  if (stay.value) return <Play key={stay.value} stay={stay.value} />;
  return route.value.page === "missing" ? <NotFound /> : <Lobby />;
}

function pageName(): string {
  const texts = t.value;
  const game = stay.value?.game.value;
  if (game) return texts.games[game].title;
  return route.value.page === "missing" ? texts.notFound.title : texts.lobby.title;
}
