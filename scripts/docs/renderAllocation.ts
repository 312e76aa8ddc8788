const WIDTH = 720;
const HEIGHT = 110;
const COLOURS = ["#2f7ed8", "#d2691e", "#2e8b57", "#a05195"];

interface Part {
  readonly name: string;
  /** Of all parts together. */
  readonly percent: number;
}

/** Parts of a whole as one bar, in SVG, with the colours that plots give to series in the same order. */
export function renderAllocation(title: string, parts: readonly Part[]): string {
  let percentBefore = 0;
  const bars = parts.map(({ name, percent }, index) => {
    const x = (WIDTH * percentBefore) / 100;
    const width = (WIDTH * percent) / 100;
    percentBefore += percent;
    const colour = COLOURS[index % COLOURS.length] ?? "#808080";
    // Names stand in two rows: the narrow parts are at the end.
    const row = 88 + 16 * (index % 2);
    return [
      `<rect x="${x.toFixed(1)}" y="30" width="${width.toFixed(1)}" height="40" fill="${colour}"/>`,
      `<text x="${(percentBefore < 100 ? x : WIDTH).toFixed(1)}" y="${row}" fill="${colour}"${percentBefore < 100 ? "" : ' text-anchor="end"'}>${name} ${percent} %</text>`,
    ].join("\n");
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#808080">`,
    `<title>${title}</title>`,
    `<text x="0" y="20" font-size="14">${title}</text>`,
    ...bars,
    "</svg>",
  ].join("\n")}\n`;
}
