import assert from "node:assert/strict";
import { Decoder, Encoder, StateView } from "@colyseus/schema";
import { Ledger } from "../../bench/bytes/ledger.ts";
import { ArenaState, type Player } from "../../schema/arena/state.ts";
import { SIGHT } from "../../schema/lib/views.ts";
import { playTick, worldOf } from "../support/arena.ts";
import { withBuffer } from "../support/buffer.ts";

const [STATE, PATCH, DATA, JOIN] = [14, 15, 13, 10];
const PREFIX = 9;

const frame = (code: number, body: Uint8Array) =>
  Buffer.concat([Buffer.of(code | 0x80), Buffer.alloc(PREFIX - 1), body]);

/** How often the decoder changed each field. */
function changesOf(decoder: Decoder): Map<string, number> {
  const times = new Map<string, number>();
  decoder.triggerChanges = (changes) => {
    for (const { ref, field } of changes) {
      const name = `${ref.constructor.name} ${field}`;
      times.set(name, (times.get(name) ?? 0) + 1);
    }
  };
  return times;
}

/** The frames of a match of bots for a client whose view loses somebody now and then. */
function* framesOf(ticks: number): Generator<Buffer> {
  const world = worldOf(["bot-1", "bot-2", "bot-3", "bot-4"], { matchSeconds: 20 });
  const encoder = withBuffer(64 * 1024, () => new Encoder(world.state));
  const view = new StateView();
  const [one, other] = [...world.state.players.values()] as [Player, Player];
  for (const player of [one, other]) view.add(player, SIGHT);
  const all = { offset: 0 };
  encoder.encodeAll(all);
  yield frame(STATE, encoder.encodeAllView(view, all.offset, { ...all }));
  encoder.discardChanges();
  for (let tick = 0; tick < ticks; tick++) {
    playTick(world);
    if (tick % 50 === 20) view.remove(one, SIGHT);
    if (tick % 50 === 40) view.add(one, SIGHT);
    const patch = { offset: 0 };
    encoder.encode(patch);
    yield frame(PATCH, encoder.encodeView(view, patch.offset, patch));
    encoder.discardChanges();
  }
}

describe("bench/bytes/ledger", () => {
  it("[BY7] books every byte of a match to the fields that the decoder changes", () => {
    const [ledger, decoder] = [new Ledger(ArenaState), new Decoder(new ArenaState())];
    const decoded = changesOf(decoder);
    let bytes = 0;
    for (const sent of framesOf(900)) {
      ledger.frame(sent);
      bytes += sent.length + (sent.length < 126 ? 2 : 4);
      decoder.decode(sent, { offset: PREFIX });
    }
    assert.equal(ledger.total, bytes);
    const booked = new Map(ledger.entries().map((e) => [`${e.owner} ${e.part}`, e.times]));
    for (const name of ["x", "y", "aim", "hp", "bolts"].map((field) => `Player ${field}`)) {
      const all = (booked.get(name) ?? 0) + (booked.get(`${name}(hidden)`) ?? 0);
      // A value that is sent again unchanged is no change to the decoder.
      const times = decoded.get(name) ?? 0;
      assert.ok(times > 20 && all >= times, `${name}: ${all} booked, ${times} decoded`);
    }
    assert.ok((booked.get("Player x(hidden)") ?? 0) > 10, "somebody went out of sight");
  });

  it("[BY7] books what is no state, and the frames around all", () => {
    const ledger = new Ledger(ArenaState);
    ledger.frame(frame(PATCH, Buffer.alloc(0)));
    ledger.frame(Buffer.of(JOIN, 1, 2, 3));
    ledger.frame(Buffer.from([DATA, 0xa4, ...Buffer.from("idle"), 15]));
    ledger.control("ping", 0);
    assert.deepEqual(
      ledger.entries().map(({ owner, part, bytes }) => `${owner} ${part} ${bytes}`),
      [
        "frame (clock alone) 9",
        "message idle 7",
        "socket (header) 6",
        "handshake (all) 4",
        "socket (ping) 2",
      ],
    );
  });

  it("[BY7] says so when a patch does not fit the state", () => {
    const read = (...body: number[]) => {
      const ledger = new Ledger(ArenaState);
      return () => ledger.frame(frame(PATCH, Buffer.from(body)));
    };
    assert.throws(read(255, 9), /nothing is known of reference 9/);
    assert.throws(read(0x3e, 0), /ArenaState has no field 62/);
    assert.throws(read(6), /cut off/);
  });
});
