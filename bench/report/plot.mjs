// A line chart as SVG: cost against a number of streams or viewers. It carries its own colours for light and dark pages,
// because a picture in a Markdown page inherits none. Pure functions.
import { number } from './numbers.mjs';

const size = { width: 720, height: 360 };
const area = { left: 76, right: 150, top: 44, bottom: 52 };
/** Lines keep their colours on both pages: each has a contrast of at least 3 to white and to GitHub's dark grey. */
const colours = { ours: '#2f81f7', floor: '#8b949e', goal: '#d1600b' };

/** `lines`: `[{ name: 'ours' | 'floor' | 'goal', points: [[x, y], ...] }]`; x has a logarithmic scale, y starts at 0. */
export function lineChart({ title, xLabel, yLabel, lines }) {
  const drawn = lines.filter(({ points }) => points.length > 0);
  const all = drawn.flatMap(({ points }) => points);
  const xs = [...new Set(all.map(([x]) => x))].sort((a, b) => a - b);
  const yTicks = ticks(Math.max(...all.map(([, y]) => y)));
  const scale = scales(xs, yTicks.at(-1));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escaped(title)}">`,
    style,
    `<text class="title" x="${area.left}" y="24">${escaped(title)}</text>`,
    ...yTicks.map((y) => gridLine(scale.y(y), number(y))),
    ...xs.map((x) => xTick(scale.x(x), number(x))),
    `<text class="label" x="${(area.left + size.width - area.right) / 2}" y="${size.height - 12}" text-anchor="middle">${escaped(xLabel)}</text>`,
    `<text class="label" transform="translate(18 ${(area.top + size.height - area.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(yLabel)}</text>`,
    ...drawn.map((line) => path(line, scale)),
    ...names(drawn, scale),
    '</svg>',
  ].join('\n')}\n`;
}

const style = `<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.title { font-size: 15px; font-weight: 600; }
.label, .tick { fill: #59636e; }
.grid { stroke: #d1d9e0; stroke-width: 1; }
@media (prefers-color-scheme: dark) { text { fill: #f0f6fc; } .label, .tick { fill: #9198a1; } .grid { stroke: #3d444d; } }
</style>`;

function scales(xs, yMax) {
  const [low, high] = [Math.log(xs[0]), Math.log(xs.at(-1))];
  const span = high - low || 1;
  const width = size.width - area.left - area.right;
  const height = size.height - area.top - area.bottom;
  return {
    x: (x) => area.left + (high === low ? width / 2 : ((Math.log(x) - low) / span) * width),
    y: (y) => area.top + height - (y / yMax) * height,
  };
}

/** Below this, powers of ten lose their digits. */
const smallest = 1e-12;

/** Four to six round numbers from 0 to at least `max`. */
export function ticks(max) {
  if (!(max > smallest)) return [0, 1];
  const raw = max / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((value) => value >= raw);
  const count = Math.ceil(max / step);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

function gridLine(y, text) {
  const at = y.toFixed(1);
  return `<line class="grid" x1="${area.left}" x2="${size.width - area.right}" y1="${at}" y2="${at}"/><text class="tick" x="${area.left - 8}" y="${(y + 4).toFixed(1)}" text-anchor="end">${text}</text>`;
}

function xTick(x, text) {
  const bottom = size.height - area.bottom;
  const at = x.toFixed(1);
  return `<line class="grid" x1="${at}" x2="${at}" y1="${bottom}" y2="${bottom + 5}"/><text class="tick" x="${at}" y="${bottom + 20}" text-anchor="middle">${text}</text>`;
}

function path({ name, points }, scale) {
  const at = points.map(([x, y]) => `${scale.x(x).toFixed(1)},${scale.y(y).toFixed(1)}`);
  const dash = name === 'goal' ? ' stroke-dasharray="6 4"' : '';
  const line = `<polyline fill="none" stroke="${colours[name]}" stroke-width="2.5"${dash} points="${at.join(' ')}"/>`;
  const dots = name === 'goal' ? [] : at.map((point) => dot(point, name));
  return [line, ...dots].join('\n');
}

function dot(point, name) {
  const [x, y] = point.split(',');
  return `<circle cx="${x}" cy="${y}" r="3.5" fill="${colours[name]}"/>`;
}

/** At the end of each line, moved apart where they would overlap. */
function names(lines, scale) {
  const gap = 17;
  const placed = lines
    .map(({ name, points }) => {
      const [x, y] = points.at(-1);
      return { name, x: scale.x(x) + 10, y: scale.y(y) + 4, value: y };
    })
    .sort((a, b) => a.y - b.y);
  for (let i = 1; i < placed.length; i++) placed[i].y = Math.max(placed[i].y, placed[i - 1].y + gap);
  return placed.map(
    ({ name, x, y, value }) =>
      `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" style="fill:${colours[name]}">${name} ${number(value)}</text>`,
  );
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
