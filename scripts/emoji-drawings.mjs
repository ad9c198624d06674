// Turns the Fluent Emoji (flat) icon set and the country flags it lacks into the drawings captions use: one line an
// emoji, its code points, then colour, opacity and ASS drawing commands of each layer on a grid of 512. To take newer ones:
//   npm install --no-save @iconify-json/fluent-emoji-flat@1.2.6 country-flag-icons@1.6.20 svgpath@2.6.0
//   node scripts/emoji-drawings.mjs > src/Synthora.Rendering/Captions/Emoji/drawings.tsv.br
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
const require = createRequire(process.cwd() + '/');
const svgpath = require('svgpath');
const set = require('@iconify-json/fluent-emoji-flat/icons.json');
const characters = require('@iconify-json/fluent-emoji-flat/chars.json');

const grid = 512;
const scale = grid / 32;
const skipped = [];

function hex(colour) {
  if (!colour || colour === 'none') return null;
  const names = { white: 'FFFFFF', black: '000000', red: 'FF0000', green: '008000', gold: 'FFD700', yellow: 'FFFF00', blue: '0000FF' };
  if (names[colour]) return names[colour];
  const digits = colour.replace('#', '').toUpperCase();
  return digits.length === 3 ? [...digits].map(d => d + d).join('') : digits.slice(0, 6);
}

function shape(tag, get) {
  const n = name => parseFloat(get(name) ?? 0);
  switch (tag) {
    case 'path': return get('d');
    case 'rect': {
      const [x, y, w, h] = [n('x'), n('y'), n('width'), n('height')];
      const r = Math.min(n('rx') || n('ry'), w / 2, h / 2);
      return r > 0
        ? `M${x + r} ${y}H${x + w - r}A${r} ${r} 0 0 1 ${x + w} ${y + r}V${y + h - r}A${r} ${r} 0 0 1 ${x + w - r} ${y + h}H${x + r}A${r} ${r} 0 0 1 ${x} ${y + h - r}V${y + r}A${r} ${r} 0 0 1 ${x + r} ${y}Z`
        : `M${x} ${y}H${x + w}V${y + h}H${x}Z`;
    }
    case 'circle': case 'ellipse': {
      const [cx, cy] = [n('cx'), n('cy')];
      const [rx, ry] = tag === 'circle' ? [n('r'), n('r')] : [n('rx'), n('ry')];
      return `M${cx - rx} ${cy}A${rx} ${ry} 0 0 1 ${cx + rx} ${cy}A${rx} ${ry} 0 0 1 ${cx - rx} ${cy}Z`;
    }
    default: return null;
  }
}

function drawing(d, transform, place) {
  let path = svgpath(d);
  if (transform) path = path.transform(transform);
  if (place) path = path.transform(place);
  const commands = [];
  let [x, y] = [0, 0];
  const p = v => Math.round(v * scale);
  path.unshort().unarc().abs().iterate(([c, ...a], i, x0, y0) => {
    [x, y] = [x0, y0];
    if (c === 'M') commands.push(`m ${p(a[0])} ${p(a[1])}`);
    else if (c === 'L') commands.push(`l ${p(a[0])} ${p(a[1])}`);
    else if (c === 'H') commands.push(`l ${p(a[0])} ${p(y)}`);
    else if (c === 'V') commands.push(`l ${p(x)} ${p(a[0])}`);
    else if (c === 'C') commands.push(`b ${a.map(p).join(' ')}`);
    else if (c === 'Q') {
      const [qx, qy, ex, ey] = a;
      commands.push(`b ${[x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y), ex + 2 / 3 * (qx - ex), ey + 2 / 3 * (qy - ey), ex, ey].map(p).join(' ')}`);
    }
  });
  // Letters repeat in ASS as in SVG: one command letter may be followed by several pairs.
  return commands.join(' ').replace(/ l ([-\d]+ [-\d]+)(?= l)/g, ' l $1').trim();
}

/** A line of some width as pieces that all turn the same way, so that none cuts a hole into its neighbour. */
function stroked(d, width) {
  const pieces = [];
  let start = [0, 0];
  const add = (x0, y0, x1, y1) => {
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length === 0) return;
    const [nx, ny] = [-(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2];
    pieces.push(`M${x0 + nx} ${y0 + ny}L${x1 + nx} ${y1 + ny}L${x1 - nx} ${y1 - ny}L${x0 - nx} ${y0 - ny}Z`);
  };
  svgpath(d).unshort().unarc().abs().iterate(([c, ...a], i, x, y) => {
    if (c === 'M') start = a;
    else if (c === 'L') add(x, y, a[0], a[1]);
    else if (c === 'H') add(x, y, a[0], y);
    else if (c === 'V') add(x, y, x, a[0]);
    else if (c === 'Z' || c === 'z') add(x, y, ...start);
    else if (c === 'C' || c === 'Q') {
      const [p1, p2, p3] = c === 'C' ? [[a[0], a[1]], [a[2], a[3]], [a[4], a[5]]]
        : [[x + 2 / 3 * (a[0] - x), y + 2 / 3 * (a[1] - y)], [a[2] + 2 / 3 * (a[0] - a[2]), a[3] + 2 / 3 * (a[1] - a[3])], [a[2], a[3]]];
      const at = (t, n) => (1 - t) ** 3 * [x, y][n] + 3 * (1 - t) ** 2 * t * p1[n] + 3 * (1 - t) * t * t * p2[n] + t ** 3 * p3[n];
      for (let k = 0; k < 8; k++) add(at(k / 8, 0), at(k / 8, 1), at((k + 1) / 8, 0), at((k + 1) / 8, 1));
    }
  });
  return pieces.join('') || 'M0 0';
}

function layers(name, body, place) {
  const gradients = {};
  for (const [, id, inner] of body.matchAll(/<(?:linear|radial)Gradient[^>]* id="([^"]+)"[^>]*>(.*?)<\/(?:linear|radial)Gradient>/g))
    gradients[id] = /stop-color="([^"]+)"/.exec(inner)?.[1];
  const defined = {};
  const plain = body.replace(/<defs>(.*?)<\/defs>/g, (_, inner) => {
    for (const [whole, tag] of inner.matchAll(/<(path|rect|circle|ellipse)\b[^>]*>/g)) {
      const id = / id="([^"]+)"/.exec(whole)?.[1];
      if (id) defined[id] = whole;
    }
    return '';
  }).replace(/<(clipPath|filter)[^>]*>.*?<\/\1>/g, '');

  const found = [];
  const stack = [{}];
  for (const [whole, close, tag] of plain.matchAll(/<(\/?)([a-zA-Z]+)[^>]*>/g)) {
    if (tag === 'g') {
      if (close) stack.pop();
      else stack.push({ ...stack.at(-1), ...attributes(whole) });
      continue;
    }
    if (close) continue;
    let own = attributes(whole);
    let kind = tag;
    if (tag === 'use') {
      const target = defined[(own.href ?? '').replace('#', '')];
      if (!target) continue;
      kind = /<(\w+)/.exec(target)[1];
      own = { ...attributes(target), ...own };
    }
    const all = { ...stack.at(-1), ...own };
    const d = shape(kind, key => all[key]);
    if (!d) continue;
    const stroke = hex(all.stroke);
    if (stroke && !place) { skipped.push(name); continue; }
    const outline = stroke && drawing(stroked(d, parseFloat(all['stroke-width'] ?? 1)), all.transform, place);
    const reference = /url\(#([^)]+)\)/.exec(all.fill ?? '')?.[1];
    const colour = hex(reference ? gradients[reference] : all.fill ?? '#000000');
    const opacity = Math.round(255 * parseFloat(all.opacity ?? 1) * parseFloat(all['fill-opacity'] ?? 1));
    const commands = colour && drawing(d, all.transform, place);
    if (commands) found.push(`${colour}${opacity < 255 ? opacity.toString(16).toUpperCase().padStart(2, '0') : ''} ${commands}`);
    if (outline) found.push(`${stroke} ${outline}`);
  }
  return found;
}

function attributes(text) {
  return Object.fromEntries([...text.matchAll(/ ([a-zA-Z-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
}

const lines = [];
for (const [points, name] of Object.entries(characters)) {
  const body = (set.icons[name] ?? set.icons[set.aliases?.[name]?.parent])?.body;
  if (!body) { skipped.push(name); continue; }
  const drawn = layers(name, body);
  if (drawn.length) lines.push(`${points.replace(/-fe0f/g, '')}\t${drawn.join('\t')}`);
}
const codes = { 'GB-ENG': 'gbeng', 'GB-SCT': 'gbsct', 'GB-WLS': 'gbwls' };
const letters = (text, first) => [...text.toLowerCase()].map(letter => (first + letter.charCodeAt(0) - 97).toString(16)).join('-');
const flags = join(dirname(require.resolve('country-flag-icons/package.json')), '3x2');
for (const file of readdirSync(flags).filter(file => file.endsWith('.svg'))) {
  const code = file.slice(0, -4);
  if (!/^[A-Z]{2}$/.test(code) && !codes[code]) continue;
  const svg = readFileSync(join(flags, file), 'utf8').replace(/<style>.*?<\/style>/gs, '');
  const [left, top, width, height] = /viewBox="([^"]+)"/.exec(svg)[1].split(' ').map(Number);
  // Across the square's width, in its middle, with a rim without which white flags would have no end.
  const place = `translate(0.3,${(32 - 31.4 * height / width) / 2}) scale(${31.4 / width}) translate(${-left},${-top})`;
  const rim = `C4C8CE ${drawing(`M0 ${(32 - 31.4 * height / width) / 2 - 0.3}H32V${(32 + 31.4 * height / width) / 2 + 0.3}H0Z`)}`;
  const points = codes[code] ? `1f3f4-${letters(codes[code], 0xe0061)}-e007f` : letters(code, 0x1f1e6);
  const drawn = layers(code, svg.replace(/^<svg[^>]*>|<\/svg>$/g, ''), place);
  if (drawn.length) lines.push(`${points}\t${rim}\t${drawn.join('\t')}`);
}

process.stdout.write(brotliCompressSync([...new Set(lines)].sort().join('\n') + '\n'));
process.stderr.write(`${lines.length} emoji; strokes left out of ${new Set(skipped).size}: ${[...new Set(skipped)].slice(0, 20).join(', ')}\n`);
