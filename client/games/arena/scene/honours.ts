type Ctx = CanvasRenderingContext2D;

const FULL = Math.PI * 2;
const INK = "rgb(24 12 5 / 0.85)";

/** A wreath around a helmet that looks along +x, open at the front: for whoever is on a streak. */
export function drawLaurel(ctx: Ctx): void {
  for (const side of [-1, 1]) {
    for (let i = 0; i < 7; i++) {
      const angle = side * (0.62 + i * 0.36);
      ctx.save();
      ctx.rotate(angle);
      ctx.translate(14, 0);
      ctx.rotate(side * -1.1);
      ctx.beginPath();
      ctx.ellipse(0, 0, 5.6, 2.3, 0, 0, FULL);
      ctx.strokeStyle = INK;
      ctx.lineWidth = 2;
      ctx.stroke();
      ctx.fillStyle = i % 2 ? "#ffdf6b" : "#e2b23a";
      ctx.fill();
      ctx.restore();
    }
  }
}

/** A chain on the ground: whoever stands in it is held. */
export function drawChain(ctx: Ctx): void {
  const links = 18;
  for (let i = 0; i < links; i++) {
    ctx.save();
    ctx.rotate((i / links) * FULL);
    ctx.translate(34, 0);
    ctx.beginPath();
    ctx.ellipse(0, 0, i % 2 ? 1.4 : 3, 6.6, 0, 0, FULL);
    for (const [width, color] of [
      [3.4, INK],
      [1.7, "#b9ada0"],
    ] as const) {
      ctx.lineWidth = width;
      ctx.strokeStyle = color;
      ctx.stroke();
    }
    ctx.restore();
  }
}

/** A ring of blades around whoever strikes twice as hard. */
export function drawAura(ctx: Ctx): void {
  const glow = ctx.createRadialGradient(0, 0, 16, 0, 0, 46);
  glow.addColorStop(0, "rgb(214 162 255 / 0)");
  glow.addColorStop(0.5, "rgb(214 162 255 / 0.55)");
  glow.addColorStop(1, "rgb(160 90 230 / 0)");
  ctx.fillStyle = glow;
  ctx.fillRect(-48, -48, 96, 96);
  const blades = 10;
  for (let i = 0; i < blades; i++) {
    ctx.save();
    ctx.rotate((i / blades) * FULL);
    ctx.beginPath();
    ctx.moveTo(30, -4.5);
    ctx.quadraticCurveTo(38, -3, 44, 4);
    ctx.quadraticCurveTo(36, 3, 30, 4.5);
    ctx.closePath();
    ctx.strokeStyle = INK;
    ctx.lineWidth = 2;
    ctx.stroke();
    ctx.fillStyle = "#efdcff";
    ctx.fill();
    ctx.restore();
  }
}

/** Wings at the ankles of whoever runs faster; the way is along +x. */
export function drawWings(ctx: Ctx): void {
  for (const side of [-1, 1]) {
    for (const [length, angle] of [
      [27, 0.42],
      [25, 0.76],
      [20, 1.1],
    ] as const) {
      ctx.save();
      ctx.translate(-4, side * 12);
      ctx.rotate(Math.PI - side * angle);
      ctx.beginPath();
      ctx.moveTo(0, 0);
      ctx.quadraticCurveTo(length * 0.5, -6, length, 0);
      ctx.quadraticCurveTo(length * 0.5, 5, 0, 3.5);
      ctx.closePath();
      ctx.strokeStyle = INK;
      ctx.lineWidth = 2.2;
      ctx.stroke();
      ctx.fillStyle = "#dff0ff";
      ctx.fill();
      ctx.restore();
    }
  }
}
