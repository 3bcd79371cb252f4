import assert from "node:assert/strict";
import { PALETTE_IDS, PALETTES, type PaletteId, TEAM_PALETTES } from "../../client/palette.ts";

type Rgb = readonly [number, number, number];

const STONE = "#120e0a";
const LIT_SAND = "#be9a6a";
/** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const EYES = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deuteranopia: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
} as const;

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;

const luminance = (hex: string): number => {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (hex: string): number => (luminance(hex) + 0.05) / (luminance(STONE) + 0.05);

function seen(hex: string, eye: readonly number[]): Rgb {
  const rgb = linear(hex);
  return [0, 3, 6].map((row) => {
    const sum = rgb.reduce((total, value, i) => total + value * (eye[row + i] as number), 0);
    return Math.max(0, Math.min(1, sum));
  }) as unknown as Rgb;
}

/** Björn Ottosson's Oklab: equal distances look about equally far apart. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** How far apart two colours look. */
function gap(one: string, other: string, eye: keyof typeof EYES): number {
  const [a, b] = [oklab(seen(one, EYES[eye])), oklab(seen(other, EYES[eye]))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** How far apart the two most alike colours of a palette look. */
function closest(id: PaletteId, eye: keyof typeof EYES): number {
  const labs = PALETTES[id].map((hex) => oklab(seen(hex, EYES[eye])));
  const gaps = labs.flatMap((a, i) =>
    labs.slice(0, i).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
  );
  return Math.min(...gaps);
}

describe("client/palette", () => {
  it("[WC20] every colour of every palette is at least 4.5:1 on the darkest stone", () => {
    for (const id of PALETTE_IDS) {
      for (const hex of PALETTES[id]) assert.ok(contrast(hex) >= 4.5, `${id} ${hex}`);
    }
    for (const hex of PALETTES.contrast) assert.ok(contrast(hex) >= 7.9, hex);
  });

  it("[WC20] the palette for red-green blindness keeps eight colours apart for every eye", () => {
    for (const eye of Object.keys(EYES) as (keyof typeof EYES)[]) {
      assert.ok(closest("redGreen", eye) > 0.14, `${eye} ${closest("redGreen", eye)}`);
    }
    assert.ok(closest("standard", "deuteranopia") < 0.05, "which the usual colours do not");
  });

  it("[AV36] the teams' colours are far from each other, and from lit sand, for every eye", () => {
    for (const id of PALETTE_IDS) {
      const [sun, moon] = TEAM_PALETTES[id];
      for (const hex of [sun, moon]) assert.ok(contrast(hex) >= 4.5, `${id} ${hex}`);
      for (const eye of Object.keys(EYES) as (keyof typeof EYES)[]) {
        assert.ok(gap(sun, moon, eye) > 0.25, `${id} ${eye} ${gap(sun, moon, eye)}`);
        for (const hex of [sun, moon]) assert.ok(gap(hex, LIT_SAND, eye) > 0.14, `${id} ${hex}`);
      }
    }
    for (const hex of TEAM_PALETTES.contrast) assert.ok(contrast(hex) >= 7.9, hex);
  });
});
