import { askGame } from "../../../../netplay/requests.ts";
import type { Session } from "../../../../netplay/session.ts";
import type { ArenaState } from "../../../../schema/arena/state.ts";
import type { Messages } from "../../../i18n/messages.ts";
import { Announcer } from "../hud/announcer.ts";
import { Label, make } from "../hud/dom.ts";
import { type Standing, Standings } from "../hud/standings.ts";
import type { Hands } from "../input.ts";
import type { ArenaNet } from "../net.ts";
import { PAD } from "../pads.ts";
import { Ending } from "./ending.ts";
import { Herald } from "./herald.ts";
import { VoteScreen } from "./vote.ts";
import { callOf, endTitle, phaseNews, placeOf } from "./words.ts";

/** Words change once a second at most. */
const UPDATE_MS = 100;
/** How long a turn of the match is news. */
const FLASH_MS = { playing: 1300, overtime: 3500 } as const;

export interface MatchPlan {
  readonly net: ArenaNet;
  readonly hands: Hands;
  readonly session: Session<ArenaState>;
  /** Read anew each time: the page's language may change in play. */
  readonly texts: () => Messages;
}

/** The course of the match over the canvas: its beginning, its turns, its end, and the vote. */
export class MatchLayer {
  readonly element = make("div", "arena-match");
  readonly #plan: MatchPlan;
  readonly #herald: Herald;
  readonly #ending: Ending;
  readonly #vote: VoteScreen;
  readonly #live: Label;
  readonly #announcer = new Announcer();
  readonly #standings = new Standings();
  #next = 0;
  #phase = "";
  #flashUntil = 0;

  constructor(plan: MatchPlan) {
    this.#plan = plan;
    const { net, session } = plan;
    this.#herald = new Herald(this.element);
    this.#ending = new Ending(this.element);
    this.#vote = new VoteScreen(this.element, {
      cast: async (vote) => (await askGame(session.room, { vote })).ok,
      hint: (count) => this.#voteHint(count),
      selfId: () => net.selfId,
    });
    this.#live = new Label(make("p", "arena-unseen", this.element));
    this.#live.element.setAttribute("aria-live", "polite");
  }

  /** @param now the frame's time in ms */
  draw(now: number): void {
    if (now < this.#next) return;
    this.#next = now + UPDATE_MS;
    const { state } = this.#plan.net;
    if (state.phase !== this.#phase) this.#turn(now);
    this.#show(now);
    const news = this.#announcer.due(now, this.#plan.texts());
    if (news !== undefined) this.#live.set(news);
  }

  /** What a gamepad's buttons mean here, as bits; see `Pads.takeTaps`. */
  press(taps: number): void {
    if (this.#vote.element.hidden) return;
    if (taps & PAD.left) this.#vote.step(-1);
    if (taps & PAD.right) this.#vote.step(1);
    if (taps & PAD.yes) this.#vote.press();
  }

  unmount(): void {
    this.#vote.unmount();
  }

  /** Another phase has begun; whoever comes in the middle of one sees no flash of its beginning. */
  #turn(now: number): void {
    const { state, self } = this.#plan.net;
    const texts = this.#plan.texts();
    const before = this.#phase;
    this.#phase = state.phase;
    const fresh = before === "ready" || state.phase === "overtime";
    const length = FLASH_MS[state.phase as keyof typeof FLASH_MS] ?? 0;
    this.#flashUntil = before !== "" && fresh ? now + length : 0;
    const lines = this.#lines();
    const team = self?.team ?? 0;
    const title = endTitle(state, { lines, ownTeam: team }, texts);
    const end = { title, place: placeOf(lines, texts), team };
    const news = phaseNews(before, state, end, texts);
    if (news !== "") this.#announcer.say(news);
  }

  #show(now: number): void {
    const { state, self } = this.#plan.net;
    const texts = this.#plan.texts();
    const recent = now < this.#flashUntil;
    const flash = recent ? (state.phase === "overtime" ? "overtime" : "fight") : undefined;
    const by = self && state.players.get(self.felledBy)?.name;
    this.#herald.show(callOf(state, { self, flash, by }, texts), texts);
    if (state.phase === "over") {
      const outcome = { state, lines: this.#lines(), self };
      const { clientWidth: width, clientHeight: height } = this.element;
      this.#ending.show(outcome, { width, height }, texts);
    } else this.#ending.hide();
    if (state.phase === "vote") this.#vote.show(state, texts);
    else this.#vote.hide();
  }

  #lines(): readonly Standing[] {
    const { state, selfId } = this.#plan.net;
    return this.#standings.update(state.players, selfId);
  }

  #voteHint(count: number): string {
    const { net, hands, texts } = this.#plan;
    const { match } = texts();
    if (!net.self) return match.voteHintWatcher;
    if (hands.touching) return match.voteHintTouch;
    return hands.padding ? match.voteHintPad : match.voteHint(count);
  }
}
