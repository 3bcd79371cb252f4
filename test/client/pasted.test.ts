import assert from "node:assert/strict";
import { DICTIONARIES } from "../../client/i18n/index.ts";
import { pastedWords, readPasted } from "../../client/lobby/pasted.ts";
import { roomCode } from "../../schema/lib/code.ts";

describe("client/lobby pasted", () => {
  it("[WC27] a code is read in any case, with spaces or dashes, alone or in a link of any host", () => {
    const pasted = [
      "GATEWY",
      "gatewy",
      " gat ewy ",
      "GAT-EWY\n",
      "G A T E W Y",
      "http://localhost:2567/play/gatewy",
      "https://play.example/play/GATEWY?from=chat#x",
      "192.168.1.5:2567/play/GATEWY/",
    ];
    for (const text of pasted) assert.deepEqual(readPasted(text), { roomId: "GATEWY" }, text);
  });

  it("[WC27] every code that rooms get is read", () => {
    const rng = { rng: 7 };
    for (let n = 0; n < 200; n++) {
      const roomId = roomCode(rng);
      assert.deepEqual(readPasted(roomId.toLowerCase()), { roomId });
    }
  });

  it("[WC39] a mistyped code is no room's: its wrong letters, or their number, are found", () => {
    const letters = (...found: string[]) => ({ wrong: "letters", found });
    assert.deepEqual(readPasted("ABCIO1"), letters("I", "O", "1"));
    assert.deepEqual(readPasted("gat-0wo"), letters("0", "o"));
    assert.deepEqual(readPasted("http://localhost:2567/play/ABCDEO"), letters("O"));
    assert.deepEqual(readPasted("GATEW"), { wrong: "length", count: 5 });
    assert.deepEqual(readPasted("GATEWYS"), { wrong: "length", count: 7 });
  });

  it("[WC7] anything else is no invitation", () => {
    for (const text of ["", "  ", "\n"]) assert.deepEqual(readPasted(text), { wrong: "blank" });
    const others = [
      "come and play",
      "x",
      "http://localhost/",
      "http://a/play/",
      "http://a/lobby/GATEWY",
      "javascript:1",
      "aBc_123",
    ];
    for (const text of others) assert.deepEqual(readPasted(text), { wrong: "neither" }, text);
  });

  it("[WC39] each refusal names its problem, in both languages", () => {
    for (const t of Object.values(DICTIONARIES)) {
      const words = (text: string) => pastedWords(readPasted(text), "http://a/play/GATEWY", t);
      assert.match(words("ABCIO1"), /I.+O.+1/);
      assert.match(words("GATEW"), /5/);
      assert.match(words("come and play"), /http:\/\/a\/play\/GATEWY/);
      assert.equal(words(""), t.joinBox.blank);
      assert.equal(words("GATEWY"), "");
    }
  });
});
