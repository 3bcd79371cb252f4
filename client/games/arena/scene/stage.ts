import { Container, isWebGLSupported, type Renderer, WebGLRenderer } from "pixi.js";
import { settings, still } from "../../../settings.ts";
import type { Camera } from "../camera.ts";

/** Sharper costs four times the pixels and shows no more. */
const MAX_RATIO = 2;
const DARK = 0x120b07;
const SHAKE_MS = 170;
const SHAKE_PX = 4;

export const pixelRatio = (): number => Math.min(MAX_RATIO, window.devicePixelRatio || 1);

/** WebGL where there is any, else the 2d canvas. Sizes in CSS px. */
export async function openRenderer(width: number, height: number): Promise<Renderer> {
  const renderer = isWebGLSupported() ? new WebGLRenderer() : await canvasRenderer();
  await renderer.init({
    width,
    height,
    resolution: pixelRatio(),
    autoDensity: true,
    backgroundColor: DARK,
    antialias: false,
    // Sprites are all there is: what Pixi would load for text, filters or events stays away.
    manageImports: false,
  });
  // Pixi's shader picks one of 16 textures for every pixel, which a weak GPU feels and a software
  // renderer suffers from (measured: 28 ms a frame, 15 with two). Our sprites share two atlases.
  // Not one: Pixi gives the first sprite after a break a batch of its own (392 draw calls, not 29).
  if (renderer instanceof WebGLRenderer) renderer.limits.maxBatchableTextures = 2;
  return renderer;
}

/** Loaded only where it is needed. */
async function canvasRenderer() {
  const { CanvasRenderer } = await import("./canvas.ts");
  return new CanvasRenderer();
}

/** The two spaces that things are drawn in, and the jolt of a wound. */
export class Stage {
  readonly root = new Container();
  /** In world px, under the camera. */
  readonly world = new Container();
  /** In screen px. */
  readonly screen = new Container();
  #shakeLeft = 0;

  constructor() {
    this.root.addChild(this.world, this.screen);
  }

  shake(): void {
    if (settings.value.shake && !still.value) this.#shakeLeft = SHAKE_MS;
  }

  draw(dt: number, camera: Camera): void {
    this.#shakeLeft = Math.max(0, this.#shakeLeft - dt);
    const strength = (SHAKE_PX * this.#shakeLeft) / SHAKE_MS;
    this.world.scale.set(camera.scale);
    this.world.position.set(
      camera.screenX(0) + Math.sin(this.#shakeLeft * 0.13) * strength,
      camera.screenY(0) + Math.cos(this.#shakeLeft * 0.17) * strength,
    );
  }
}
