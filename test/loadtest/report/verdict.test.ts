import assert from "node:assert/strict";
import { capacityText, kneeText, leakText } from "../../../loadtest/report/findings.ts";
import { verdictText } from "../../../loadtest/report/verdict.ts";
import { LANGS, type Lang, langOf, tongue } from "../../../loadtest/report/words/index.ts";
import type { Capacity, Result } from "../../../loadtest/result.ts";
import { aborted, failed, inconclusive, plainServer } from "./sample.ts";
import { judged, phase } from "./support/figures.ts";
import { passed } from "./support/passed.ts";

const en = tongue("en");
const said = (result: Result, lang: Lang = "en") => verdictText(tongue(lang), result);

const GOLDEN: readonly (readonly [string, () => Result, string, string])[] = [
  [
    "pass",
    passed,
    "PASS: all 10 objectives are met; input to state p95 was 33.3 ms above the round trip, limit 120 ms, in the hold of 200 clients.",
    "通过：10 项目标全部达成；输入到状态的延迟（p95）比往返时延高 33.3 ms，上限 120 ms，出现在 200 个客户端的稳态阶段。",
  ],
  [
    "fail",
    failed,
    "FAIL: input to state p95 was 183 ms above the round trip, limit 120 ms, in the hold of 200 clients; the server's event loop was 96 % busy. 2 more objectives are broken.",
    "未通过：输入到状态的延迟（p95）比往返时延高 183 ms，上限 120 ms，出现在 200 个客户端的稳态阶段；服务器事件循环占用率为 96%。另有 2 项目标未达成。",
  ],
  [
    "inconclusive",
    inconclusive,
    "INCONCLUSIVE: the processes that play the bots were the bottleneck: 94 % busy, 48 ms late; what was too slow may have been the test's own fault; input to state p95 was 183 ms above the round trip, limit 120 ms, in the hold of 200 clients.",
    "无法判定：瓶颈在压测端：机器人进程占用率 94%，延误 48 ms；偏慢的数据可能是压测自身造成的；输入到状态的延迟（p95）比往返时延高 183 ms，上限 120 ms，出现在 200 个客户端的稳态阶段。",
  ],
  [
    "a server of another make",
    plainServer,
    "PASS: the one objective is met; 1 objective could not be judged.",
    "通过：1 项目标全部达成；1 项目标无法评判。",
  ],
  [
    "stopped at once",
    aborted,
    "INCONCLUSIVE: the run was stopped by SIGINT after 3 s, before anything was measured.",
    "无法判定：测试在 3 秒后被 SIGINT 中止，尚未测得任何数据。",
  ],
  [
    "a dead server",
    () =>
      failed({
        broken: [],
        limiter: { kind: "none" },
        baseline: null,
        ended: { why: "serverDied", how: "exit code 3", second: 61.2 },
      }),
    "FAIL: the server died after 1 min 1 s (exit code 3).",
    "未通过：服务器在 1 分 1 秒后退出（exit code 3）。",
  ],
  [
    "a gate that ended it",
    () => {
      const broken = judged("failedJoins", 1, 0, { phase: 0, ok: false });
      const ended = { why: "gate", judged: broken, second: 12 } as const;
      return failed({ broken: [broken], limiter: { kind: "none" }, ended });
    },
    "FAIL: 1 join failed, limit 0, in the ramp to 200 clients; the run was ended there, after 12 s.",
    "未通过：1 次加入失败，上限 0，出现在爬升到 200 个客户端的阶段；测试随即在 12 秒时终止。",
  ],
  [
    "a dead worker",
    () =>
      inconclusive({
        broken: [],
        limiter: { kind: "none" },
        ended: { why: "workerDied", how: "SIGKILL", second: 5 },
      }),
    "INCONCLUSIVE: a process that plays bots died after 5 s (SIGKILL).",
    "无法判定：一个机器人进程在 5 秒后退出（SIGKILL）。",
  ],
  [
    "worse than the baseline",
    () => failed({ broken: [], limiter: { kind: "none" } }),
    "FAIL: Input to state, p95: 184 ms, worse than the baseline's 34.2 ms.",
    "未通过：输入到状态 p95：184 ms，差于基线的 34.2 ms。",
  ],
  [
    "a full machine",
    () => passed({ judged: [], limiter: { kind: "machine", idle: 0.03, lateMs: 61 } }),
    "PASS: nothing could be judged; this machine was the bottleneck: 3 % of it was idle, and the bots were 61 ms late; it can only have made the figures worse, so the pass stands.",
    "通过：没有任何一项能够评判；瓶颈在本机：CPU 仅 3% 空闲，机器人延误 61 ms；这只会让数据变差，因此通过的结论仍然成立。",
  ],
  [
    "late bots on an idle machine",
    () => inconclusive({ broken: [], limiter: { kind: "machine", idle: 0.92, lateMs: 61 } }),
    "INCONCLUSIVE: the processes that play the bots were held up: 61 ms late, although 92 % of this machine was idle; what was too slow may have been the test's own fault.",
    "无法判定：机器人进程未能及时运行：延误 61 ms，而本机仍有 92% 空闲；偏慢的数据可能是压测自身造成的。",
  ],
];

describe("loadtest/report/verdict", () => {
  for (const [name, sample, english, chinese] of GOLDEN) {
    it(`[LT7] [LT40] [LT41] ${name}: the reason in both languages`, () => {
      assert.equal(said(sample()), english);
      assert.equal(said(sample(), "zh"), chinese);
    });
  }

  it("[LT40] of phases that are alike, it says which", () => {
    const broken = [judged("reconnectP95Ms", 2400, 2000, { phase: 2, ok: false })];
    const phases = [phase("cut", 50), phase("hold", 50), phase("cut", 50)];
    const text = said(failed({ phases, broken, limiter: { kind: "none" } }));
    assert.match(text, /limit 2,000 ms, after the lines of 50 clients were cut, the 2nd time\.$/);
  });

  it("[LT40] a broken value never looks like its limit", () => {
    const of = (
      objective: "patchesDelivered" | "echoP95OverPingMs",
      value: number,
      limit: number,
    ) => said(failed({ broken: [judged(objective, value, limit, { ok: false })] }));
    assert.match(of("patchesDelivered", 0.94998, 0.95), /94\.998 % .* limit at least 95 %/);
    assert.match(of("echoP95OverPingMs", 120.004, 120), /was 120\.004 ms above .* limit 120 ms/);
  });
});

describe("loadtest/report/findings", () => {
  const capacity = (change: object): Capacity =>
    ({ ...passed().capacity, perCore: 410, low: 380, high: 445, ...change }) as Capacity;

  it("[LT47] capacity is told with its error bars, and in processes by the safe end", () => {
    assert.equal(
      capacityText(en, capacity({})),
      "One core, kept 70 % busy, carries about 410 players of this kind (95 %: 380 to 445). 1,000 players need 3 processes.",
    );
    assert.match(capacityText(en, capacity({ low: 260 })), /1,000 players need 4 processes\.$/);
    assert.match(capacityText(tongue("zh"), capacity({})), /约可承载 410 名.*需要 3 个进程。$/);
  });

  it("[LT47] nothing is claimed beyond twice what was seen, nor without a fit", () => {
    assert.equal(
      capacityText(en, capacity({ perCore: 400, capped: true })),
      "One core, kept 70 % busy, carries at least 400 players of this kind; more than twice the 200 that this run saw is not claimed. 1,000 players need at most 3 processes.",
    );
    for (const why of ["noServerSeries", "tooShort", "loadDidNotVary", "noFit"] as const) {
      assert.match(capacityText(en, { known: false, why }), /^Not (known|available): /);
      assert.match(capacityText(tongue("zh"), { known: false, why }), /^(未知|不可用)：/);
    }
  });

  it("[LT47] the heap's growth has an interval, the knee says what it lies between", () => {
    const leak = { known: true, mbPerHour: 1.24, low: -0.4, high: 2.8, minutes: 28.4 } as const;
    assert.equal(
      leakText(en, leak),
      "The server's heap changed by 1.2 MB/h (95 %: -0.4 to 2.8) over 28 minutes.",
    );
    assert.equal(
      kneeText(en, { holds: 240, breaks: 256 }),
      "240 clients met every objective, 256 did not.",
    );
    assert.match(
      kneeText(en, { holds: 300, breaks: null }),
      /^300 clients, the most that was tried/,
    );
    assert.match(kneeText(en, { holds: 0, breaks: 20 }), /^Not even 20 clients/);
  });

  it("[LT40] a search that passes tells what held best, not what it broke on its way", () => {
    const search = passed({
      judged: [
        judged("echoP95OverPingMs", 80, 120, { phase: 0 }),
        judged("echoP95OverPingMs", 490, 120, { phase: 1, ok: false }),
      ],
    });
    assert.match(said(search), /^PASS: .*was 80 ms above the round trip, limit 120 ms/);
  });

  it("[LT37] a leak that can neither be told nor be ruled out is said so", () => {
    const all = [judged("leakMbPerHour", 0, 5)];
    const leak = { known: true, mbPerHour: -12.7, low: -51, high: 24.3, minutes: 10 } as const;
    const unsure = { ...passed(), verdict: "inconclusive", judged: all, leak } as const;
    assert.equal(
      verdictText(en, unsure),
      "INCONCLUSIVE: the server's heap grew by something between -51 and 24.3 MB/h, and the limit of 5 MB/h lies in that range: a longer run tells more.",
    );
    assert.match(verdictText(tongue("zh"), unsure), /介于 -51 与 24.3 MB\/h 之间，上限 5 MB\/h/);
  });

  it("[LT41] Chinese is for Chinese locales, English for all others", () => {
    assert.deepEqual(LANGS, ["en", "zh"]);
    assert.deepEqual(["zh", "zh-CN", "zh-Hant-TW", "en-GB", "de", "zhx"].map(langOf), [
      "zh",
      "zh",
      "zh",
      "en",
      "en",
      "en",
    ]);
  });
});
