import { signal } from "@preact/signals";
import type { Answer, AnyOptions, RequestFailure } from "../../../netplay/requests.ts";
import type { HostRequest } from "../../../schema/messages.ts";
import type { OptionsDraft, OptionsForm } from "../../games/options.ts";
import { readCount } from "../../ui/count.ts";
import type { Person } from "./people.ts";

/** What came of the host's last wish. */
export type Said =
  | { readonly kind: "applied" | "restarted" }
  | { readonly kind: "removed"; readonly name: string }
  | { readonly kind: "failed"; readonly reason: RequestFailure };

/** The room's options as the host's form holds them. */
export interface Draft {
  /** Seats that bots fill up, as typed. */
  readonly fill: string;
  readonly own: OptionsDraft;
}

/** The field of {@link Draft.fill}, where fields are told by name. */
export const FILL = "fill";

export interface DeskDeps {
  host(request: HostRequest): Promise<Answer<AnyOptions>>;
  loadForm(): Promise<OptionsForm>;
}

/** Where a host changes the room: the form, what was asked for, and what came of it. */
export class Desk {
  readonly form = signal<OptionsForm | "failed" | undefined>(undefined);
  /** Undefined until the room has told its options. */
  readonly draft = signal<Draft | undefined>(undefined);
  /** Names of the fields that are no good, in order, once somebody has tried to apply them. */
  readonly wrong = signal<readonly string[]>([]);
  readonly said = signal<Said | undefined>(undefined);
  /** Seats of the room: the most that bots can fill. */
  readonly seats = signal(0);
  readonly #deps: DeskDeps;
  #busy = false;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /** Gets the game's form and the room's options. */
  async open(): Promise<void> {
    const form = await this.#deps.loadForm().catch(() => "failed" as const);
    this.form.value = form;
    if (form === "failed") return;
    const answer = await this.#ask({ do: "look" });
    if (answer?.ok) this.#fill(form, answer.value);
  }

  change(part: Partial<Draft>): void {
    const draft = this.draft.peek();
    if (draft) this.draft.value = { ...draft, ...part };
    this.wrong.value = [];
    this.said.value = undefined;
  }

  /** Sends what was typed, unless some of it is no good: that is then `wrong`, and kept. */
  async apply(): Promise<void> {
    const [form, draft] = [this.form.peek(), this.draft.peek()];
    if (!form || form === "failed" || !draft) return;
    const seats = this.seats.peek();
    const fill = readCount(draft.fill, 0, seats);
    const own = form.read(draft.own, seats);
    const wrongFill = fill === undefined ? [FILL] : [];
    this.wrong.value = "wrong" in own ? [...own.wrong, ...wrongFill] : wrongFill;
    if (fill === undefined || "wrong" in own) return;
    const options = { ...own.options, fill };
    const answer = await this.#ask({ do: "configure", options });
    if (!answer?.ok) return;
    this.#fill(form, answer.value);
    this.said.value = { kind: "applied" };
  }

  async restart(): Promise<void> {
    const answer = await this.#ask({ do: "restart" });
    if (answer?.ok) this.said.value = { kind: "restarted" };
  }

  async remove({ id, name }: Pick<Person, "id" | "name">, reason: string): Promise<void> {
    const answer = await this.#ask({ do: "remove", id, reason });
    if (answer?.ok) this.said.value = { kind: "removed", name };
  }

  #fill(form: OptionsForm, options: AnyOptions): void {
    this.seats.value = options.seats;
    this.draft.value = { fill: String(options.fill), own: form.draft(options) };
  }

  /** One at a time: a second press in a slow moment is the first one. */
  async #ask(request: HostRequest): Promise<Answer<AnyOptions> | undefined> {
    if (this.#busy) return undefined;
    this.#busy = true;
    this.said.value = undefined;
    const answer = await this.#deps.host(request);
    this.#busy = false;
    if (!answer.ok) this.said.value = { kind: "failed", reason: answer.reason };
    return answer;
  }
}
