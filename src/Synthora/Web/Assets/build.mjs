// Builds what the pages load: the styles, the scripts, the fonts and the icons. What is asked for has compressed copies beside it.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../..");
const modules = join(root, "node_modules");
const out = join(here, "../../wwwroot/assets");

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "fonts"), { recursive: true });

execFileSync(join(modules, ".bin/tailwindcss"), ["-i", join(here, "app.css"), "-o", join(out, "app.css"), "--minify"], {
  cwd: root,
  stdio: ["ignore", "ignore", "pipe"],
});

await build({
  // The uploader is large and only the library needs it.
  entryPoints: { app: join(here, "islands/app.ts"), uploader: join(here, "islands/media-uploader.ts") },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
});

await build({ entryPoints: [join(here, "fonts.css")], outdir: out, bundle: true, minify: true, external: ["/assets/fonts/*"] });

const inter = join(modules, "@fontsource-variable/inter");
const version = JSON.parse(readFileSync(join(inter, "package.json"))).version;
for (const subset of ["latin", "latin-ext"]) {
  cpSync(join(inter, `files/inter-${subset}-wght-normal.woff2`), join(out, `fonts/inter-${subset}-${version}.woff2`));
}

const icons = {};
for (const name of readFileSync(join(here, "icons.txt"), "utf8").split(/\s+/).filter(Boolean)) {
  const svg = readFileSync(join(modules, `lucide-static/icons/${name}.svg`), "utf8");
  icons[name] = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "");
}
writeFileSync(join(out, "icons.json"), JSON.stringify(icons));

// The pages carry app.css inside them, so nobody asks for it.
for (const file of readdirSync(out).filter((name) => /\.(css|js)$/.test(name) && name !== "app.css")) {
  const bytes = readFileSync(join(out, file));
  writeFileSync(join(out, `${file}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(join(out, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  console.log(`${file} ${bytes.length} B, ${statSync(join(out, `${file}.br`)).size} B compressed`);
}
