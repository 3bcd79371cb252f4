import type { Player } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { Emblem, isolated, Label, make, nameElement } from "../hud/dom.ts";
import { Crest } from "./crest.ts";
import type { WatchWish } from "./watchHands.ts";

/** What the bar says. */
export interface WatchScene {
  readonly roaming: boolean;
  readonly followed: Player | undefined;
  /** How to go on, for the hands at play. */
  readonly hint: string;
  /** What went wrong, or why one watches; "" for nothing. */
  readonly reason: string;
  /** A seat has been asked for. */
  readonly asking: boolean;
}

/** Whom one watches, and the ways to another, to roam, and to play. */
export class WatchBar {
  readonly element: HTMLElement;
  readonly #reason: Label;
  readonly #line: HTMLElement;
  readonly #emblem = new Emblem();
  readonly #crest = new Crest();
  readonly #what: Label;
  readonly #who: Label;
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  readonly #roam: Label;
  readonly #play: Label;
  readonly #hint: Label;

  constructor(parent: HTMLElement, wish: (wish: WatchWish) => void) {
    this.element = make("section", "arena-watch", parent);
    this.#reason = new Label(make("p", "arena-watch-reason", this.element));
    this.#reason.element.setAttribute("role", "status");
    this.#line = make("div", "arena-watch-line", this.element);
    this.#previous = this.#button("previous", "arena-watch-step", wish);
    this.#previous.textContent = "‹";
    const subject = make("p", "arena-watch-subject", this.#line);
    subject.setAttribute("aria-live", "polite");
    this.#what = new Label(make("span", "arena-watch-what", subject));
    const who = make("span", "arena-watch-who", subject);
    who.append(this.#crest.element, this.#emblem.element);
    this.#who = new Label(make("span", "arena-name", who));
    this.#next = this.#button("next", "arena-watch-step", wish);
    this.#next.textContent = "›";
    this.#roam = new Label(this.#button("roam", "", wish));
    this.#play = new Label(this.#button("play", "primary", wish));
    this.#hint = new Label(make("p", "arena-watch-hint", this.element));
    this.element.hidden = true;
  }

  show(scene: WatchScene, t: Messages): void {
    const { match } = t;
    const { followed, roaming } = scene;
    this.element.hidden = false;
    nameElement(this.element, match.watchBar);
    nameElement(this.#previous, match.previous);
    nameElement(this.#next, match.next);
    this.#reason.set(scene.reason);
    this.#hint.set(scene.hint);
    this.#what.set(roaming ? match.roaming : followed ? match.watching : match.nobody);
    this.#who.set(followed ? isolated(followed.name) : "");
    this.#emblem.element.style.display = followed ? "" : "none";
    if (followed) this.#emblem.set(followed.hue);
    this.#crest.set(followed?.team ?? 0);
    this.#roam.set(match.roam);
    this.#roam.element.ariaPressed = String(roaming);
    this.#play.set(scene.asking ? match.playing : match.play);
  }

  hide(): void {
    if (this.element.hidden) return;
    const focused = this.element.contains(document.activeElement);
    this.element.hidden = true;
    if (focused) this.element.closest<HTMLElement>("[tabindex]")?.focus();
  }

  #button(wanted: WatchWish, className: string, wish: (wish: WatchWish) => void) {
    const button = make("button", className, this.#line);
    button.type = "button";
    button.addEventListener("click", () => wish(wanted));
    return button;
  }
}
