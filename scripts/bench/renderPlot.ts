const WIDTH = 720;
const HEIGHT = 360;
const MARGIN = { left: 80, right: 170, top: 40, bottom: 50 } as const;
const COLOURS = ["#2f7ed8", "#d2691e", "#2e8b57", "#a05195", "#808080"];

interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
  /** What stands at the axes, which are linear from the first to the last of them. Without, they are logarithmic. */
  readonly ticks?: { readonly x: readonly number[]; readonly y: readonly number[] };
}

const MOST_DOTS = 30; // points of a series, above which its line stands alone

/** A plot as SVG. Text and lines take a grey that can be read on light and on dark pages. */
export function renderPlot({ title, x, y, series, ticks }: Plot): string {
  const all = series.flatMap(({ points }) => points);
  const xAxis = ticks === undefined ? logarithmic(all.map((point) => point.x)) : linear(ticks.x);
  const yAxis = ticks === undefined ? logarithmic(all.map((point) => point.y)) : linear(ticks.y);
  const right = WIDTH - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const atX = (value: number): number => MARGIN.left + xAxis.share(value) * (right - MARGIN.left);
  const atY = (value: number): number => bottom + yAxis.share(value) * (MARGIN.top - bottom);

  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#808080">`,
    `<title>${title}</title>`,
    `<text x="${MARGIN.left}" y="20" font-size="14">${title}</text>`,
    `<text x="${(MARGIN.left + right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${x}</text>`,
    `<text x="16" y="${(MARGIN.top + bottom) / 2}" text-anchor="middle" transform="rotate(-90 16 ${(MARGIN.top + bottom) / 2})">${y}</text>`,
  ];
  for (const tick of xAxis.ticks) {
    const at = fixed(atX(tick));
    lines.push(`<path d="M${at} ${MARGIN.top}V${bottom}" stroke="#808080" stroke-opacity="0.3"/>`);
    lines.push(`<text x="${at}" y="${bottom + 18}" text-anchor="middle">${label(tick)}</text>`);
  }
  for (const tick of yAxis.ticks) {
    const at = fixed(atY(tick));
    lines.push(`<path d="M${MARGIN.left} ${at}H${right}" stroke="#808080" stroke-opacity="0.3"/>`);
    lines.push(
      `<text x="${MARGIN.left - 8}" y="${at}" text-anchor="end" dominant-baseline="middle">${label(tick)}</text>`,
    );
  }
  series.forEach(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length] ?? "#808080";
    const at = points.map((point) => [fixed(atX(point.x)), fixed(atY(point.y))] as const);
    lines.push(
      `<polyline points="${at.map((place) => place.join(",")).join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    );
    const dots = at.length > MOST_DOTS ? [] : at;
    for (const [cx, cy] of dots) lines.push(`<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`);
    lines.push(`<text x="${right + 12}" y="${MARGIN.top + 12 + 20 * index}" fill="${colour}">${name}</text>`);
  });
  return `${[...lines, "</svg>"].join("\n")}\n`;
}

interface Axis {
  readonly ticks: readonly number[];
  /** Where a value stands, from 0 to 1. */
  share(value: number): number;
}

/** The whole decades that hold all values. */
function logarithmic(values: readonly number[]): Axis {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    ticks: Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i)),
    share: (value) => (Math.log10(value) - first) / (last - first),
  };
}

function linear(ticks: readonly number[]): Axis {
  const [first = 0, last = 1] = [ticks[0], ticks.at(-1)];
  return { ticks, share: (value) => (value - first) / (last - first) };
}

function fixed(value: number): string {
  return value.toFixed(1);
}

function label(tick: number): string {
  return tick.toLocaleString("en-US", {
    maximumFractionDigits: tick === 0 ? 0 : Math.max(0, Math.ceil(-Math.log10(tick))),
  });
}
