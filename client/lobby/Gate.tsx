import { useId } from "preact/hooks";

/** Centre of the arch, its inner and outer radius, in the picture's units. */
const ARCH = { x: 320, y: 150, inner: 92, outer: 124 };
const WEDGES = 11;

/** The gate up to the sand: masonry, an arch, light behind it, and you in your colour. */
export function Gate({ color }: { readonly color: string }) {
  const id = useId();
  const light = `${id}-light`;
  const glow = `${id}-glow`;
  return (
    <svg
      class="gate"
      viewBox="0 0 640 240"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
      focusable="false"
    >
      <defs>
        <radialGradient id={light} cx="50%" cy="62%" r="75%">
          <stop offset="0" class="light-0" />
          <stop offset="0.45" class="light-1" />
          <stop offset="1" class="light-2" />
        </radialGradient>
        <radialGradient id={glow}>
          <stop offset="0" class="glow-0" />
          <stop offset="1" class="glow-1" />
        </radialGradient>
      </defs>
      <Courses />
      <path class="gate-light" d={doorway(ARCH.inner)} fill={`url(#${light})`} />
      <Bars />
      <path class="sand" d="M170 240q60-26 150-26t150 26z" />
      <Arch />
      <Champion color={color} />
      <Torch x={130} glow={glow} />
      <Torch x={510} glow={glow} />
    </svg>
  );
}

/** The outline of an arched opening of this radius, down to the floor. */
function doorway(radius: number): string {
  const { x, y } = ARCH;
  return `M${x - radius} 240V${y}a${radius} ${radius} 0 0 1 ${2 * radius} 0V240z`;
}

/** Rows of hewn blocks; every third a shade off, so that the wall is not a grid. */
function Courses() {
  const blocks = [];
  for (let row = 0; row < 6; row++) {
    const shift = row % 2 === 0 ? -30 : -74;
    for (let column = 0; column < 9; column++) {
      const shade = (row * 5 + column * 7) % 3;
      const x = shift + column * 88;
      const key = `${row}-${column}`;
      blocks.push(
        <rect
          key={key}
          class={`stone-${shade}`}
          x={x}
          y={row * 40}
          width="86"
          height="38"
          rx="3"
        />,
      );
    }
  }
  return <g>{blocks}</g>;
}

/** The arch's wedges, and the posts that carry it. */
function Arch() {
  const { x, y, inner, outer } = ARCH;
  const at = (radius: number, turn: number) => {
    const angle = Math.PI * (1 + turn);
    return `${(x + radius * Math.cos(angle)).toFixed(1)} ${(y + radius * Math.sin(angle)).toFixed(1)}`;
  };
  const wedges = Array.from({ length: WEDGES }, (_, i) => {
    const from = i / WEDGES + 0.004;
    const to = (i + 1) / WEDGES - 0.004;
    const rise = i === (WEDGES - 1) / 2 ? 12 : 0;
    const top = outer + rise;
    return `M${at(inner, from)}L${at(top, from)}L${at(top, to)}L${at(inner, to)}z`;
  });
  const posts = [0, 1, 2].flatMap((row) => {
    const top = y + 2 + row * 32;
    const width = outer - inner;
    return [x - outer, x + inner].map((left) => `M${left} ${top}h${width}v30h-${width}z`);
  });
  return <path class="wedges" d={[...wedges, ...posts].join("")} />;
}

/** The gate, half raised. */
function Bars() {
  const { x, y, inner } = ARCH;
  const lines = [-60, -36, -12, 12, 36, 60].map((offset) => {
    const top = y - Math.sqrt(inner * inner - offset * offset);
    return `M${x + offset} ${top.toFixed(1)}V138l-4 0 4 9 4-9-4 0`;
  });
  const cross = [84, 112].map((height) => {
    const half = Math.sqrt(inner * inner - (y - height) ** 2);
    return `M${(x - half).toFixed(1)} ${height}h${(2 * half).toFixed(1)}`;
  });
  return <path class="bars" d={[...lines, ...cross].join("")} />;
}

/** Whoever goes up next: crest, cloak and shield in the chosen colour, the light behind. */
function Champion({ color }: { readonly color: string }) {
  return (
    <g class="champion">
      <ellipse class="shadow" cx="318" cy="229" rx="50" ry="7" />
      <path class="shaft" d="M356 128V230" />
      <path class="iron" d="M356 106l6 20-6 5-6-5z" />
      <path
        fill={color}
        d="M289 228c-3-28 1-44 14-48 10-3 24-3 34 0 13 4 17 20 14 48-14-5-48-5-62 0z"
      />
      <path class="iron" d="M303 172v-12a17 17 0 0 1 34 0v12l-7 11h-20z" />
      <path class="slit" d="M307 164h26v4h-10v11h-6v-11h-10z" />
      <path
        fill={color}
        d="M295 156c1-21 15-29 25-29s24 8 25 29l-7-2c-2-9-8-14-18-14s-16 5-18 14z"
      />
      <circle class="iron" cx="296" cy="204" r="19" />
      <circle cx="296" cy="204" r="13" fill={color} />
      <circle class="iron" cx="296" cy="204" r="4" />
    </g>
  );
}

function Torch({ x, glow }: { readonly x: number; readonly glow: string }) {
  return (
    <g transform={`translate(${x} 96)`}>
      <circle class="torch-glow" r="120" cy="-14" fill={`url(#${glow})`} />
      <path class="bracket" d="M-4 62V26h8v36zM-13 8h26l-7 22h-12z" />
      <path class="flame" d="M0-44c5 16 15 22 14 38C13 4 7 10 0 10S-13 4-14-6c-1-12 8-18 14-38z" />
      <path class="flame core" d="M0-20c3 9 8 12 7 20-1 6-4 9-7 9s-6-3-7-9c-1-7 4-10 7-20z" />
    </g>
  );
}
