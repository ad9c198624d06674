// Turns the Fluent Emoji (flat) icon set into the drawings captions use: one line an emoji, its code points, then
// colour, opacity and ASS drawing commands of each layer on a grid of 512. Run it to take a newer set:
//   npm install --no-save @iconify-json/fluent-emoji-flat@1.2.6 svgpath@2.6.0 && node scripts/emoji-drawings.mjs > src/Synthora.Rendering/Captions/Emoji/fluent-flat.tsv
import { createRequire } from 'node:module';
const require = createRequire(process.cwd() + '/');
const svgpath = require('svgpath');
const set = require('@iconify-json/fluent-emoji-flat/icons.json');
const characters = require('@iconify-json/fluent-emoji-flat/chars.json');

const grid = 512;
const scale = grid / 32;
const skipped = [];

function hex(colour) {
  if (!colour || colour === 'none') return null;
  if (colour === 'white') return 'FFFFFF';
  if (colour === 'black') return '000000';
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

function drawing(d, transform) {
  let path = svgpath(d);
  if (transform) path = path.transform(transform);
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

function layers(name, body) {
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
    if (all.stroke && all.stroke !== 'none') { skipped.push(name); continue; }
    const reference = /url\(#([^)]+)\)/.exec(all.fill ?? '')?.[1];
    const colour = hex(reference ? gradients[reference] : all.fill ?? '#000000');
    if (!colour) continue;
    const opacity = Math.round(255 * parseFloat(all.opacity ?? 1) * parseFloat(all['fill-opacity'] ?? 1));
    const commands = drawing(d, all.transform);
    if (commands) found.push(`${colour}${opacity < 255 ? opacity.toString(16).toUpperCase().padStart(2, '0') : ''} ${commands}`);
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
process.stdout.write([...new Set(lines)].sort().join('\n') + '\n');
process.stderr.write(`${lines.length} emoji; strokes left out of ${new Set(skipped).size}: ${[...new Set(skipped)].slice(0, 20).join(', ')}\n`);
