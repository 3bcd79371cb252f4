import { Container, type PointData, Sprite, type Texture } from "pixi.js";

/**
 * Sprites that are laid anew each frame, for what only some figures wear: the pool grows to the most
 * that was ever shown at once, and nothing is made or hidden after that.
 */
export class Stamps {
  readonly root = new Container();
  readonly #pool: Sprite[] = [];
  #used = 0;
  #shown = 0;

  /** The next sprite, in the middle of a point in world px. Its size, turn and alpha are as last set. */
  lay(texture: Texture, at: PointData): Sprite {
    const sprite = this.#pool[this.#used] ?? this.#grow();
    this.#used++;
    if (sprite.texture !== texture) sprite.texture = texture;
    sprite.position.copyFrom(at);
    return sprite;
  }

  /** Ends the frame: what was not laid is gone, and the next frame begins. */
  settle(): void {
    // Nothing of it is drawn; hiding it instead would have Pixi sort its draw calls anew.
    for (let i = this.#used; i < this.#shown; i++) (this.#pool[i] as Sprite).scale.set(0);
    this.#shown = this.#used;
    this.#used = 0;
  }

  #grow(): Sprite {
    const sprite = new Sprite();
    sprite.anchor.set(0.5);
    this.#pool.push(sprite);
    this.root.addChild(sprite);
    return sprite;
  }
}
