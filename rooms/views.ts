import { StateView } from "@colyseus/schema";
import { InterestGrid, type Place } from "../engine/interest.ts";
import { addTag, removeTag } from "../engine/tags.ts";
import type { Interest, Spot, World } from "../schema/lib/game.ts";
import { ALLY, OWNER, SHARED_VIEW_SEATS, SIGHT } from "../schema/lib/views.ts";
import type { Gaze } from "../schema/messages.ts";
import type { SeatWatch } from "./seats.ts";

/** Who comes into sight is looked for every so many ticks: five times a second in Arena, by turns. */
const LOOK_TICKS = 6;

/** A client or a bot, and what it may know. */
interface Onlooker {
  /** A bot has none: it reads the state. */
  readonly view: StateView | undefined;
  /** Whose tags the view holds. */
  readonly inSight: Set<Place>;
  readonly allies: Set<Place>;
  /** In which of {@link LOOK_TICKS} it looks: all at once made every sixth tick of a crowd too long. */
  readonly turn: number;
  /** Where a watcher wants to look; players look from where they are. */
  gaze: Gaze | undefined;
  /** Where it looked from last. */
  eye: Spot | undefined;
}

/**
 * What each client may know. Small rooms have one view that shows everything; in larger ones each
 * client has its own: itself, whom it has in sight, and what its own side may know. Bots know what a
 * player in their seat would.
 */
export class Views<W extends World> implements SeatWatch {
  readonly #world: W;
  readonly #shared: StateView | undefined;
  readonly #interest: Interest<W> | undefined;
  readonly #grid: InterestGrid | undefined;
  readonly #onlookers = new Map<string, Onlooker>();
  readonly #sides = new Map<string, number>();
  /** Since the last update, and also when somebody was let in meanwhile. */
  #sidesChanged = false;
  #turns = 0;

  constructor(world: W, interest: Interest<W> | undefined) {
    this.#world = world;
    this.#interest = world.secret.options.seats > SHARED_VIEW_SEATS ? interest : undefined;
    if (this.#interest) this.#grid = new InterestGrid(this.#interest);
    else this.#shared = new StateView();
  }

  /** The view of a client that comes in. */
  admit(sessionId: string): StateView {
    if (this.#shared) return this.#shared;
    const view = new StateView();
    const onlooker = this.#newOnlooker(view);
    this.#onlookers.set(sessionId, onlooker);
    this.#gather();
    if (this.#world.state.players.has(sessionId)) this.#showOwn(sessionId, onlooker);
    onlooker.eye = this.#eyeOf(sessionId, onlooker);
    this.#look(sessionId, onlooker);
    return view;
  }

  /** The client is gone for good. */
  dismiss(sessionId: string): void {
    this.#onlookers.get(sessionId)?.view?.dispose();
    this.#onlookers.delete(sessionId);
  }

  /** Somebody has just taken this seat. */
  seated(id: string): void {
    if (this.#shared) {
      for (const tag of [OWNER, ALLY, SIGHT]) this.#shared.add(this.#playerOf(id), tag);
      return;
    }
    const onlooker = this.#onlookers.get(id);
    if (onlooker) this.#showOwn(id, onlooker);
    else if (this.#world.state.players.get(id)?.bot) {
      this.#onlookers.set(id, this.#newOnlooker());
    }
  }

  /**
   * This seat is about to be given up. Its instance will be used again for somebody else: nobody may
   * go on seeing it. Whoever sees everybody will see that one, too.
   */
  unseated(id: string): void {
    const player = this.#world.state.players.get(id);
    if (this.#shared || !player) return;
    if (player.bot) this.#onlookers.delete(id);
    this.#sides.delete(id);
    const place = this.#grid?.of(id) as Place;
    this.#grid?.forget(id);
    for (const [other, { view, inSight, allies }] of this.#onlookers) {
      const [saw, led] = [inSight.delete(place), allies.delete(place)];
      if (!saw && !led && other !== id) continue;
      for (const tag of [OWNER, ALLY, SIGHT]) view?.remove(player as never, tag);
    }
  }

  /** Where a watcher wants to look. */
  gaze(sessionId: string, gaze: Gaze): void {
    const onlooker = this.#onlookers.get(sessionId);
    if (onlooker) onlooker.gaze = gaze;
  }

  /** Does whoever sits there have the other in sight? */
  knows(id: string, other: string): boolean {
    return !this.#grid || (this.#onlookers.get(id)?.inSight.has(this.#grid.of(other)) ?? false);
  }

  /**
   * Once per tick, after all steps. Who has gone too far away is hidden in that very tick: also who
   * respawns at the other end of the map.
   */
  update(tick: number): void {
    if (!this.#grid) return;
    this.#gather();
    // A foe's tile is a foe's at once.
    const all = this.#sidesChanged;
    const turn = tick % LOOK_TICKS;
    this.#sidesChanged = false;
    for (const [id, onlooker] of this.#onlookers) {
      const before = onlooker.eye;
      onlooker.eye = this.#eyeOf(id, onlooker);
      // Whoever only watches is moved by a word of their own, ten times a second if they like.
      const leapt = this.#sides.has(id) && this.#leapt(before, onlooker.eye);
      if (all || leapt || onlooker.turn === turn) this.#look(id, onlooker);
      else this.#prune(onlooker);
    }
  }

  /** Where everybody is, and on which side. */
  #gather(): void {
    this.#grid?.clear();
    for (const id of this.#world.state.players.keys()) {
      const spot = this.#interest?.place(this.#world, id);
      if (spot) this.#grid?.place(id, spot);
      const side = this.#interest?.side(this.#world, id) ?? 0;
      if ((this.#sides.get(id) ?? side) !== side) this.#sidesChanged = true;
      this.#sides.set(id, side);
    }
  }

  #leapt(from: Spot | undefined, to: Spot | undefined): boolean {
    const leap = this.#interest?.hysteresis ?? 0;
    return !from || !to || Math.abs(to.x - from.x) > leap || Math.abs(to.y - from.y) > leap;
  }

  #look(id: string, onlooker: Onlooker): void {
    const { eye, inSight, allies, view } = onlooker;
    const seen = (eye && this.#grid?.around(eye, inSight)) ?? new Set<Place>();
    this.#change(view, { tag: SIGHT, known: inSight, wanted: seen, other: allies });
    if (!view) return;
    this.#change(view, { tag: ALLY, known: allies, wanted: this.#alliesOf(id), other: inSight });
  }

  #prune({ eye, inSight, allies, view }: Onlooker): void {
    for (const place of inSight) {
      if (eye && !this.#grid?.isLost(eye, place)) continue;
      inSight.delete(place);
      if (view) removeTag(view, this.#playerOf(place.id), SIGHT, allies.has(place));
    }
  }

  /** A player's own figure; else what the watcher follows or looks at; else whoever came first. */
  #eyeOf(id: string, { gaze }: Onlooker): Spot | undefined {
    const place = (seat: string) => {
      const spot = this.#interest?.place(this.#world, seat);
      return spot && { x: spot.x, y: spot.y };
    };
    const own = place(id);
    if (own) return own;
    if (gaze && "x" in gaze) return gaze;
    const followed = gaze && place(gaze.follow);
    const [first] = this.#world.state.players.keys();
    return followed ?? (first === undefined ? undefined : place(first));
  }

  #alliesOf(id: string): Set<Place> {
    const own = this.#sides.get(id) ?? 0;
    const allies = new Set<Place>();
    if (own === 0) return allies;
    for (const [other, side] of this.#sides) {
      if (side === own && this.#grid) allies.add(this.#grid.of(other));
    }
    return allies;
  }

  #showOwn(id: string, { view, inSight }: Onlooker): void {
    if (view) for (const tag of [OWNER, SIGHT]) addTag(view, this.#playerOf(id), tag);
    if (this.#grid) inSight.add(this.#grid.of(id));
  }

  #change(view: StateView | undefined, { tag, known, wanted, other }: Change): void {
    for (const place of known) {
      if (wanted.has(place)) continue;
      known.delete(place);
      if (view) removeTag(view, this.#playerOf(place.id), tag, other.has(place));
    }
    for (const place of wanted) {
      if (known.has(place)) continue;
      known.add(place);
      if (view) addTag(view, this.#playerOf(place.id), tag);
    }
  }

  #newOnlooker(view?: StateView): Onlooker {
    const turn = this.#turns++ % LOOK_TICKS;
    return { view, inSight: new Set(), allies: new Set(), turn, gaze: undefined, eye: undefined };
  }

  #playerOf(id: string) {
    return this.#world.state.players.get(id) as never;
  }
}

interface Change {
  readonly tag: number;
  readonly known: Set<Place>;
  readonly wanted: ReadonlySet<Place>;
  /** Whose other tag the view holds. */
  readonly other: ReadonlySet<Place>;
}
