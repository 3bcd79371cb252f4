import { aimOfStick, STICK_RADIUS, stickFires } from "./controls.ts";

/** A touch stick: its ring comes to where the finger lands, its knob follows the finger. */
export class Stick {
  readonly element = document.createElement("div");
  readonly #shoots: boolean;
  readonly #knob = document.createElement("div");
  pointerId = -1;
  /** How far the finger is from where it landed, in CSS px. */
  dx = 0;
  dy = 0;
  #originX = 0;
  #originY = 0;

  constructor(kind: "move" | "aim") {
    this.#shoots = kind === "aim";
    this.element.className = `arena-stick arena-stick-${kind}`;
    this.#knob.className = "arena-knob";
    this.element.append(this.#knob);
  }

  get active(): boolean {
    return this.pointerId !== -1;
  }

  /** The 16-bit angle it points at, or undefined near its middle. */
  get aim(): number | undefined {
    return this.active ? aimOfStick(this.dx, this.dy) : undefined;
  }

  get fires(): boolean {
    return this.#shoots && stickFires(this.dx, this.dy);
  }

  grab(pointerId: number, x: number, y: number): void {
    this.pointerId = pointerId;
    this.#originX = x;
    this.#originY = y;
    const { style } = this.element;
    style.left = `${x}px`;
    style.top = `${y}px`;
    this.element.classList.add("arena-stick-held");
    this.drag(x, y);
  }

  drag(x: number, y: number): void {
    this.dx = x - this.#originX;
    this.dy = y - this.#originY;
    const over = Math.max(1, Math.hypot(this.dx, this.dy) / STICK_RADIUS);
    this.#knob.style.transform = `translate(${this.dx / over}px, ${this.dy / over}px)`;
    this.element.classList.toggle("arena-stick-fires", this.fires);
  }

  /** Springs back to its resting place. */
  release(): void {
    this.pointerId = -1;
    this.dx = 0;
    this.dy = 0;
    const { style } = this.element;
    style.left = "";
    style.top = "";
    this.#knob.style.transform = "";
    this.element.classList.remove("arena-stick-held", "arena-stick-fires");
  }
}
