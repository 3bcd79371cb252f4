import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { Forwarding, meterKey, readTrust } from "../../engine/address.ts";
import { defaultLimits } from "../../server/limits.ts";
import { bootApp, type Running } from "../support/app.ts";
import { OPERATOR } from "../support/operator.ts";

const request = (peer: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress: peer }, headers }) as unknown as IncomingMessage;

const trusting = (text: string) => {
  const trust = readTrust(text);
  assert.ok(trust, text);
  return new Forwarding(trust);
};

describe("server/proxy", () => {
  for (const [trust, peer, forwarded, address] of [
    ["0", "9.9.9.9", "1.2.3.4", "9.9.9.9"],
    ["1", "9.9.9.9", "1.2.3.4", "1.2.3.4"],
    ["1", "9.9.9.9", "6.6.6.6, 1.2.3.4", "1.2.3.4"],
    ["2", "9.9.9.9", "6.6.6.6, 1.2.3.4, 8.8.8.8", "1.2.3.4"],
    ["1", "9.9.9.9", "", "9.9.9.9"],
    ["1", "9.9.9.9", "<script>", "9.9.9.9"],
    ["1", "::ffff:9.9.9.9", "1.2.3.4:5678", "1.2.3.4"],
    ["1", "9.9.9.9", "[2001:db8::1]:443", "2001:db8::1"],
    ["10.0.0.0/8", "10.1.2.3", "6.6.6.6, 1.2.3.4, 10.9.9.9", "1.2.3.4"],
    ["10.0.0.0/8", "9.9.9.9", "1.2.3.4", "9.9.9.9"],
    ["10.1.2.3, ::1", "::1", "1.2.3.4", "1.2.3.4"],
  ] as const) {
    it(`[SV15] trusting ${trust}: ${peer} that says "${forwarded}" is ${address}`, () => {
      const from = request(peer, { "x-forwarded-for": forwarded, "x-real-ip": "7.7.7.7" });
      assert.equal(trusting(trust).clientAddress(from), address);
    });
  }

  it("[SV15] only a trusted proxy is believed about TLS", () => {
    const claim = { "x-forwarded-proto": "https" };
    assert.equal(trusting("1").isSecure(request("9.9.9.9", claim)), true);
    assert.equal(trusting("0").isSecure(request("9.9.9.9", claim)), false);
    assert.equal(trusting("10.0.0.0/8").isSecure(request("9.9.9.9", claim)), false);
    assert.equal(trusting("1").isSecure(request("9.9.9.9")), false);
  });

  it("[SV15] nonsense is no setting", () => {
    for (const text of ["yes", "10", "-1", "1.2.3", "10.0.0.0/33", "::/129", "1.2.3.4,", "x/8"]) {
      assert.equal(readTrust(text), undefined, text);
    }
  });

  it("[SV15] a meter counts all addresses of one IPv6 network together", () => {
    assert.equal(meterKey("2001:db8:0:7:aaaa::1"), meterKey("2001:db8::7:0:0:0:2"));
    assert.notEqual(meterKey("2001:db8:0:7::1"), meterKey("2001:db8:0:8::1"));
    assert.equal(meterKey("1.2.3.4"), "1.2.3.4");
    assert.equal(meterKey("::1"), "0:0:0:0::/64");
  });

  describe("behind one proxy", () => {
    let app: Running;
    before(async () => {
      const limits = { ...defaultLimits(), GUESTS_PER_MINUTE: 3, GUESSES_PER_MINUTE: 2 };
      app = await bootApp({ forwarding: trusting("1"), limits, operator: OPERATOR });
    });
    after(() => app.close());

    const post = (path: string, headers: Record<string, string>, body: object = {}) =>
      fetch(`${app.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });

    it("[SV15] each address has a budget of its own, whatever else it claims", async () => {
      const guest = async (address: string) => {
        const claims = {
          "x-forwarded-for": `6.6.6.${Math.random()}, ${address}`,
          "x-real-ip": "x",
        };
        return (await post("/api/guest", claims)).status;
      };
      const statuses: number[] = [];
      for (let n = 0; n < 4; n++) statuses.push(await guest("1.1.1.1"));
      assert.deepEqual(statuses, [200, 200, 200, 429]);
      assert.equal(await guest("2.2.2.2"), 200);
      const refused = await post("/api/guest", { "x-forwarded-for": "1.1.1.1" });
      assert.ok(Number(refused.headers.get("retry-after")) > 0);
    });

    for (const [how, secure] of [
      ["over TLS", true],
      ["without TLS", false],
    ] as const) {
      const headers = { "x-forwarded-proto": secure ? "https" : "http" };
      const has = secure ? "" : " no";

      it(`[SV16] ${how}:${has} HSTS,${has} upgraded requests`, async () => {
        const page = await fetch(`${app.url}/`, { headers });
        const joined = await post("/matchmake/joinOrCreate/arena", headers);
        for (const response of [page, joined]) {
          assert.equal(response.headers.has("strict-transport-security"), secure);
        }
        const policy = page.headers.get("content-security-policy") ?? "";
        assert.equal(policy.includes("upgrade-insecure-requests"), secure);
        assert.equal(page.headers.has("cross-origin-opener-policy"), secure);
      });

      it(`[SV16] ${how}:${has} secure cookies, and they are read`, async () => {
        const { user, password } = OPERATOR;
        const signed = await post("/api/operator/login", headers, { user, password });
        const cookie = signed.headers.get("set-cookie") ?? "";
        assert.equal(cookie.startsWith("__Host-"), secure, cookie);
        assert.equal(cookie.includes("; Secure"), secure, cookie);
        const api = { ...headers, cookie: cookie.split(";")[0] ?? "" };
        assert.equal((await fetch(`${app.url}/monitor/api`, { headers: api })).status, 200);
        const device = await post("/api/guest", { ...headers, "x-forwarded-for": "3.3.3.3" });
        assert.equal((device.headers.get("set-cookie") ?? "").includes("; Secure"), secure);
      });
    }

    it("[SV15] the log names the client, not the proxy", async () => {
      await post(
        "/api/operator/login",
        { "x-forwarded-for": "4.4.4.4" },
        { user: "x", password: "y" },
      );
      assert.equal(app.log.find("operator sign-in refused")?.fields.address, "4.4.4.4");
    });
  });
});
