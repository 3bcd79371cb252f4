import assert from "node:assert/strict";
import { Encoder, StateView, schema, t } from "@colyseus/schema";
import { FuzzWorld } from "../../bench/fuzz/world.ts";
import { settleArrays } from "../../engine/arrays.ts";
import { growSafely } from "../../engine/encoder.ts";
import { Slices, withoutChanges } from "../../engine/slices.ts";
import { nextInt } from "../../schema/lib/random.ts";

/** More than one word of views' bits. */
const VIEWS = 70;
const TICKS = 30;

/** What stock sends a view of one patch, after what it was told to show. */
function stockSlice(encoder: Encoder, view: StateView): string {
  return hex(encoder.encode({ offset: 0 }, view, new Uint8Array(64 * 1024)));
}

function ourSlice(encoder: Encoder, slices: Slices, view: StateView, from: number): string {
  const end = slices.append(view, from);
  return hex(encoder.sharedBuffer.subarray(from, end));
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** An encoder with buffers that every test outgrows. */
function small<State extends object>(state: State): Encoder {
  const { BUFFER_SIZE } = Encoder;
  Encoder.BUFFER_SIZE = 256;
  const encoder = new Encoder(state as never);
  Encoder.BUFFER_SIZE = BUFFER_SIZE;
  growSafely(encoder, () => {});
  return encoder;
}

describe("engine/slices", () => {
  it("[EN61] each of 70 views gets what stock would encode for it, byte for byte", () => {
    let digits = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const rng = { rng: seed };
      const views = Array.from({ length: VIEWS }, () => new StateView());
      const world = new FuzzWorld(rng, views);
      const encoder = small(world.state);
      const slices = new Slices(encoder);
      for (let tick = 0; tick < TICKS; tick++) {
        for (let n = 0; n < VIEWS; n++) world.act();
        settleArrays(encoder);
        const it = { offset: 1 };
        encoder.encode(it);
        slices.load();
        // In any order: a view that is asked first may not change what the next one gets.
        const first = nextInt(rng, VIEWS);
        for (let n = 0; n < VIEWS; n++) {
          const view = views[(first + n) % VIEWS] as StateView;
          withoutChanges(encoder, () => encoder.encodeView(view, it.offset, { ...it }));
          const ours = ourSlice(encoder, slices, view, it.offset);
          assert.equal(ours, stockSlice(encoder, view), `seed ${seed}, tick ${tick}, view ${n}`);
          digits += ours.length;
        }
        encoder.discardChanges();
      }
    }
    assert.ok(digits > 50_000, `${digits} digits of hex are no test`);
  });

  it("[EN61] what many views show is encoded once, and once more for who holds another tag", () => {
    const [SIGHT, OWNER] = [1, 2];
    let encodings = 0;
    const Unit = schema(
      { x: t.uint8().default(0).view(SIGHT), hp: t.uint8().default(0).view(OWNER) },
      "SliceUnit",
    );
    const State = schema({ units: t.map(Unit) }, "SliceState");
    const state = new State();
    const unit = new Unit();
    state.units.set("a", unit);
    const encoder = new Encoder(state);
    encoder.discardChanges();
    const views = Array.from({ length: VIEWS }, () => new StateView());
    views.forEach((view, n) => {
      view.add(unit, SIGHT);
      if (n === 0) view.add(unit, OWNER);
      view.changes.clear();
    });
    const slices = new Slices(encoder);
    const { encode } = encoder;
    encoder.encode = (...args) => {
      encodings++;
      return encode.apply(encoder, args);
    };
    unit.x = 7;
    unit.hp = 9;
    slices.load();
    const got = views.map((view) => ourSlice(encoder, slices, view, 1));
    assert.equal(new Set(got.slice(1)).size, 1, "others get one thing alike");
    assert.notEqual(got[0], got[1]);
    assert.equal(encodings, 2);
  });

  it("[EN61] canary: the encoder keeps its queue, and views their bits, where slices look", () => {
    const State = schema({ x: t.uint8().default(0).view() }, "SliceCanary");
    const state = new State();
    const encoder = new Encoder(state);
    encoder.discardChanges();
    const view = new StateView();
    view.add(state);
    state.x = 1;
    const { changes } = encoder.root as unknown as { changes: { next?: { changeTree: Tree } } };
    const tree = changes.next?.changeTree;
    assert.equal(tree?.ref, state);
    assert.deepEqual(tree?.visibleViews, [1 << view.id]);
    assert.equal(tree?.has(), true);
    assert.equal(tree?.isVisibilitySharedWithParent, false);
    assert.equal(tree?.encDescriptor.hasAnyView, true);
    assert.deepEqual(tree?.encDescriptor.tags, [-1]);
  });
});

interface Tree {
  readonly ref: object;
  readonly visibleViews: number[];
  readonly isVisibilitySharedWithParent: boolean;
  readonly encDescriptor: { readonly hasAnyView: boolean; readonly tags: number[] };
  has(): boolean;
}
