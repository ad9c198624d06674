// Rewrites lucide.tsv from an unpacked `lucide-static` package: node import.mjs <folder of the package>
// One icon a line: name, tags joined by commas, and the outlines (SVG path data in a 24×24 box) joined by bars.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const nodes = JSON.parse(readFileSync(join(folder, 'icon-nodes.json'), 'utf8'));
const tags = JSON.parse(readFileSync(join(folder, 'tags.json'), 'utf8'));

const ellipse = (cx, cy, rx, ry) =>
  `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;

function outline([element, a]) {
  const n = key => Number(a[key] ?? 0);
  switch (element) {
    case 'path': return a.d;
    case 'circle': return ellipse(n('cx'), n('cy'), n('r'), n('r'));
    case 'ellipse': return ellipse(n('cx'), n('cy'), n('rx'), n('ry'));
    case 'line': return `M${a.x1} ${a.y1}L${a.x2} ${a.y2}`;
    case 'polyline': return `M${a.points}`;
    case 'polygon': return `M${a.points}z`;
    case 'rect': {
      const [x, y, w, h] = ['x', 'y', 'width', 'height'].map(n);
      const r = Math.min(n('rx') || n('ry'), w / 2, h / 2);
      if (!r) return `M${x} ${y}h${w}v${h}h${-w}z`;
      const corner = (dx, dy) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
      return `M${x + r} ${y}h${w - 2 * r}${corner(r, r)}v${h - 2 * r}${corner(-r, r)}h${2 * r - w}${corner(-r, -r)}v${2 * r - h}${corner(r, -r)}z`;
    }
    default: throw new Error(`unknown element ${element}`);
  }
}

// Older names stand only as files; they borrow the tags of the icon that they draw.
const outlines = Object.fromEntries(Object.keys(nodes).map(name => [name, nodes[name].map(outline).join('|')]));
const tagsOf = Object.fromEntries(Object.keys(nodes).map(name => [outlines[name], tags[name] ?? []]));
for (const file of readdirSync(join(folder, 'icons')).filter(file => file.endsWith('.svg'))) {
  const name = file.slice(0, -4);
  if (outlines[name]) continue;
  const svg = readFileSync(join(folder, 'icons', file), 'utf8').replace(/<svg[^>]*>/, '');
  const elements = [...svg.matchAll(/<(path|circle|ellipse|line|polyline|polygon|rect)\s([^>]*?)\/>/g)].map(([, element, list]) =>
    [element, Object.fromEntries([...list.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]))]);
  outlines[name] = elements.map(outline).join('|');
}

const lines = Object.keys(outlines).sort().map(name => [name, (tagsOf[outlines[name]] ?? []).join(','), outlines[name]].join('\t'));
writeFileSync(new URL('lucide.tsv', import.meta.url), lines.join('\n') + '\n');
