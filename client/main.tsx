import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/gate.css";
import "./styles/lobby.css";
import "./styles/rooms.css";
import "./styles/play.css";
import "./styles/room.css";
import "./styles/settings.css";
import "./styles/help.css";
import { App } from "./app.tsx";
import { markLanguage } from "./i18n/index.ts";
import { followRoute, stay } from "./play/current.ts";
import { followHistory } from "./router.ts";
import { markSettings } from "./settings.ts";
import { mountPage } from "./ui/mount.ts";

declare global {
  interface Window {
    /** Plain telemetry for tests and the console. */
    __hypogeum: { debug: () => Readonly<Record<string, unknown>> };
  }
}

window.__hypogeum = { debug: () => stay.peek()?.debug() ?? { status: "lobby" } };
markLanguage();
markSettings();
followHistory();
followRoute();
mountPage(<App />);
