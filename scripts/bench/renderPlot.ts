const WIDTH = 720;
const HEIGHT = 360;
const MARGIN = { left: 80, right: 170, top: 40, bottom: 50 } as const;
const COLOURS = ["#2f7ed8", "#d2691e", "#2e8b57", "#a05195"];

interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
}

/** A plot with logarithmic axes as SVG. Text and lines take a grey that can be read on light and on dark pages. */
export function renderPlot({ title, x, y, series }: Plot): string {
  const all = series.flatMap(({ points }) => points);
  const xs = decadesOf(all.map((point) => point.x));
  const ys = decadesOf(all.map((point) => point.y));
  const right = WIDTH - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const atX = (value: number): number => scale(value, xs, MARGIN.left, right);
  const atY = (value: number): number => scale(value, ys, bottom, MARGIN.top);

  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#808080">`,
    `<title>${title}</title>`,
    `<text x="${MARGIN.left}" y="20" font-size="14">${title}</text>`,
    `<text x="${(MARGIN.left + right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${x}</text>`,
    `<text x="16" y="${(MARGIN.top + bottom) / 2}" text-anchor="middle" transform="rotate(-90 16 ${(MARGIN.top + bottom) / 2})">${y}</text>`,
  ];
  for (const decade of range(xs)) {
    const at = fixed(atX(10 ** decade));
    lines.push(`<path d="M${at} ${MARGIN.top}V${bottom}" stroke="#808080" stroke-opacity="0.3"/>`);
    lines.push(`<text x="${at}" y="${bottom + 18}" text-anchor="middle">${label(decade)}</text>`);
  }
  for (const decade of range(ys)) {
    const at = fixed(atY(10 ** decade));
    lines.push(`<path d="M${MARGIN.left} ${at}H${right}" stroke="#808080" stroke-opacity="0.3"/>`);
    lines.push(
      `<text x="${MARGIN.left - 8}" y="${at}" text-anchor="end" dominant-baseline="middle">${label(decade)}</text>`,
    );
  }
  series.forEach(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length] ?? "#808080";
    const at = points.map((point) => [fixed(atX(point.x)), fixed(atY(point.y))] as const);
    lines.push(
      `<polyline points="${at.map((place) => place.join(",")).join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    );
    for (const [cx, cy] of at) lines.push(`<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`);
    lines.push(`<text x="${right + 12}" y="${MARGIN.top + 12 + 20 * index}" fill="${colour}">${name}</text>`);
  });
  return `${[...lines, "</svg>"].join("\n")}\n`;
}

type Decades = readonly [first: number, last: number];

function decadesOf(values: readonly number[]): Decades {
  const first = Math.floor(Math.log10(Math.min(...values)));
  return [first, Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))))];
}

function range([first, last]: Decades): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function scale(value: number, [first, last]: Decades, from: number, to: number): number {
  return from + ((Math.log10(value) - first) / (last - first)) * (to - from);
}

function fixed(value: number): string {
  return value.toFixed(1);
}

function label(decade: number): string {
  return (10 ** decade).toLocaleString("en-US", { maximumFractionDigits: Math.max(0, -decade) });
}
