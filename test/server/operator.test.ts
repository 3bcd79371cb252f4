import assert from "node:assert/strict";
import { mock } from "node:test";
import { SignJWT } from "jose";
import { ATTEMPTS_OVERALL, ATTEMPTS_PER_ADDRESS } from "../../server/operator/attempts.ts";
import { operatorKey, REVOKED_MAX, SESSION_SECONDS } from "../../server/operator/sessions.ts";
import { OPERATOR, type Served, serveOperator } from "../support/operator.ts";

const WRONG = { user: OPERATOR.user, password: "wrong" };
const WINDOW_MS = 15 * 60 * 1000;

const serve = (config = OPERATOR) =>
  serveOperator((app, gate) => {
    app.get("/page", gate.guardPage, (req, res) => void res.send(gate.operatorOf(req)));
    app.get("/api", gate.guardApi, (req, res) => void res.send(gate.csrfFor(req)));
    app.post("/act", gate.guardApi, gate.guardCsrf, (_req, res) => void res.send("done"));
  }, config);

describe("operator", () => {
  let served: Served;
  beforeEach(async () => {
    served = await serve();
  });
  afterEach(async () => {
    mock.timers.reset();
    await served.close();
  });

  const from = (address: string) => ({ "x-forwarded-for": address });
  const fail = async (address: string, times: number) => {
    for (let i = 0; i < times; i++) {
      assert.equal((await served.login(WRONG, from(address))).status, 401);
    }
  };
  const status = async (cookie: string) =>
    (await served.ask({ path: "/api", headers: { cookie } })).status;
  const freezeTime = () => mock.timers.enable({ apis: ["Date"], now: Date.now() });

  describe("[OP1] signing in", () => {
    it("answers 204 with a cookie that scripts and other sites cannot use", async () => {
      const answer = await served.login();
      assert.equal(answer.status, 204);
      assert.equal(answer.headers["cache-control"], "no-store");
      const [pair, ...attributes] = String(answer.headers["set-cookie"]).split("; ");
      assert.match(pair ?? "", /^hypogeum_operator=[\w-]+\.[\w-]+\.[\w-]+$/);
      assert.deepEqual(attributes.sort(), [
        "HttpOnly",
        `Max-Age=${SESSION_SECONDS}`,
        "Path=/",
        "SameSite=Strict",
      ]);
    });

    it("binds the cookie to HTTPS and this host where pages are served over HTTPS", async () => {
      const secure = await serve({ ...OPERATOR, secureCookie: true });
      const cookie = String((await secure.login()).headers["set-cookie"]);
      assert.match(cookie, /^__Host-hypogeum_operator=.*; Secure/);
      const page = await secure.ask({
        path: "/page",
        headers: { cookie: cookie.split(";")[0] ?? "" },
      });
      assert.equal(page.text, OPERATOR.user);
      await secure.close();
    });

    it("refuses a wrong password or user, and logs no word of what was typed", async () => {
      for (const given of [WRONG, { user: "hunter2", password: OPERATOR.password }]) {
        const answer = await served.login(given);
        assert.equal(answer.status, 401);
        assert.deepEqual(answer.json(), { error: "operator/bad_credentials" });
        assert.equal(answer.headers["set-cookie"], undefined);
      }
      assert.equal(served.log.lines.length, 2);
      assert.doesNotMatch(JSON.stringify(served.log.lines), /wrong|hunter2|torchlight/);
    });

    it("answers 400 to a body that is not the two strings in at most 4 KB of JSON", async () => {
      const good = JSON.stringify({ user: OPERATOR.user, password: OPERATOR.password });
      const answers = [
        await served.login("{"),
        await served.login("[]"),
        await served.login({ user: OPERATOR.user }),
        await served.login({ user: OPERATOR.user, password: [OPERATOR.password] }),
        await served.login({ user: OPERATOR.user, password: "x".repeat(5000) }),
        await served.login(good, { "content-type": "text/plain" }),
        await served.login(good, { "content-type": "application/x-www-form-urlencoded" }),
        await served.login("", {}),
      ];
      for (const answer of answers) {
        assert.equal(answer.status, 400);
        assert.deepEqual(answer.json(), { error: "operator/bad_request" });
      }
    });
  });

  describe("[OP2] the limit on attempts", () => {
    it("stops an address after its failures, even with the right password, for 15 minutes", async () => {
      freezeTime();
      await fail("10.0.0.1", ATTEMPTS_PER_ADDRESS);
      mock.timers.tick(60_000);
      const refused = await served.login(undefined, from("10.0.0.1"));
      assert.equal(refused.status, 429);
      const error = "operator/too_many_attempts";
      assert.deepEqual(refused.json(), { error, retryAfterSeconds: 14 * 60 });
      assert.equal(refused.headers["retry-after"], String(14 * 60));
      assert.equal((await served.login(undefined, from("10.0.0.2"))).status, 204);

      mock.timers.tick(WINDOW_MS);
      assert.equal((await served.login(undefined, from("10.0.0.1"))).status, 204);
    });

    it("counts attempts that are under way at once", async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => served.login(WRONG)));
      const refused = answers.filter((answer) => answer.status === 401);
      assert.equal(refused.length, ATTEMPTS_PER_ADDRESS);
    });

    it("forgets an address's failures when it signs in", async () => {
      for (let round = 0; round < 3; round++) {
        await fail("10.0.0.1", ATTEMPTS_PER_ADDRESS - 1);
        assert.equal((await served.login(undefined, from("10.0.0.1"))).status, 204);
      }
    });

    it("stops everybody after many failures from many addresses", async () => {
      for (let i = 0; i < ATTEMPTS_OVERALL; i++) await fail(`10.0.1.${i}`, 1);
      assert.equal((await served.login(undefined, from("10.0.2.1"))).status, 429);
    });

    it("does not let one blocked address use up what everybody shares", async () => {
      await fail("10.0.0.1", ATTEMPTS_PER_ADDRESS);
      for (let i = 0; i < ATTEMPTS_OVERALL; i++) await served.login(WRONG, from("10.0.0.1"));
      assert.equal((await served.login(undefined, from("10.0.0.2"))).status, 204);
    });

    it("does not count successes against everybody", async () => {
      for (let i = 0; i <= ATTEMPTS_OVERALL; i++) await served.signIn();
      await fail("10.0.0.9", 1);
    });
  });

  describe("[OP1] a session", () => {
    it("opens pages and API; a stranger is sent to the login page or told 401", async () => {
      const cookie = await served.signIn();
      const page = await served.ask({ path: "/page", headers: { cookie } });
      assert.equal(page.text, OPERATOR.user);
      assert.equal(page.headers["cache-control"], "no-store");

      const stranger = await served.ask({ path: "/page" });
      assert.equal(stranger.status, 302);
      assert.equal(stranger.headers.location, "/monitor/login");
      const program = await served.ask({ path: "/api" });
      assert.equal(program.status, 401);
      assert.deepEqual(program.json(), { error: "operator/login_required" });
    });

    it("ends after 12 hours", async () => {
      freezeTime();
      const cookie = await served.signIn();
      mock.timers.tick(SESSION_SECONDS * 1000 - 2000);
      assert.equal(await status(cookie), 200);
      mock.timers.tick(3000);
      assert.equal(await status(cookie), 401);
    });

    it("cannot be forged", async () => {
      const real = operatorKey(OPERATOR);
      const secret = new TextEncoder().encode(OPERATOR.secret);
      const token = (audience: string) =>
        new SignJWT({ sub: OPERATOR.user, jti: "x" })
          .setProtectedHeader({ alg: "HS256" })
          .setAudience(audience)
          .setIssuedAt();
      const good = await token("operator").setExpirationTime("1h").sign(real);
      assert.equal(await status(`hypogeum_operator=${good}`), 200, "the forger's recipe is right");

      const [header, payload] = good.split(".");
      const none = Buffer.from('{"alg":"none"}').toString("base64url");
      const forged = {
        "another key": await token("operator").setExpirationTime("1h").sign(secret),
        "a guest's audience": await token("guest").setExpirationTime("1h").sign(real),
        "a guest's token": await token("guest").setExpirationTime("1h").sign(secret),
        "no expiry": await token("operator").sign(real),
        "no signature": `${header}.${payload}.`,
        "algorithm none": `${none}.${payload}.`,
        "not a token": "%00%ff;=..",
        nothing: "",
      };
      for (const [name, value] of Object.entries(forged)) {
        assert.equal(await status(`hypogeum_operator=${value}`), 401, name);
      }
    });

    it("ends when the password changes", async () => {
      const cookie = await served.signIn();
      const changed = await serve({ ...OPERATOR, password: "another" });
      assert.equal((await changed.ask({ path: "/api", headers: { cookie } })).status, 401);
      await changed.close();
    });
  });

  describe("[OP1] signing out", () => {
    const signOut = (cookie: string) =>
      served.ask({ path: "/api/operator/logout", method: "POST", headers: { cookie } });

    it("revokes that session alone and clears the cookie", async () => {
      const [one, other] = [await served.signIn(), await served.signIn()];
      const answer = await signOut(one);
      assert.equal(answer.status, 204);
      assert.match(String(answer.headers["set-cookie"]), /^hypogeum_operator=; Max-Age=0; Path=\//);
      assert.equal(await status(one), 401);
      assert.equal(await status(other), 200);
      assert.equal((await signOut(one)).status, 204, "twice is no error");
    });

    it("stays signed out however many sign out after it", async () => {
      freezeTime();
      const first = await served.signIn();
      await signOut(first);
      mock.timers.tick(2000);
      for (let i = 0; i < REVOKED_MAX; i++) await signOut(await served.signIn());
      assert.equal(await status(first), 401);
      assert.equal(await status(await served.signIn()), 200);
    });
  });

  describe("[OP4] the CSRF guard", () => {
    it("wants the token of the same session", async () => {
      const [cookie, other] = [await served.signIn(), await served.signIn()];
      const tokenOf = async (session: string) =>
        (await served.ask({ path: "/api", headers: { cookie: session } })).text;
      const act = (headers: Record<string, string>) =>
        served.ask({ path: "/act", method: "POST", headers: { cookie, ...headers } });

      assert.equal((await act({ "x-hypogeum-csrf": await tokenOf(cookie) })).text, "done");
      for (const wrong of [
        {},
        { "x-hypogeum-csrf": "" },
        { "x-hypogeum-csrf": await tokenOf(other) },
      ]) {
        const answer = await act(wrong);
        assert.equal(answer.status, 403);
        assert.deepEqual(answer.json(), { error: "operator/csrf" });
      }
    });
  });
});
