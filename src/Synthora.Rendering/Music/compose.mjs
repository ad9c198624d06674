// Plays the scores: `node compose.mjs [mood-number …]`. Needs fluidsynth, fluid-soundfont-gm and ffmpeg. See README.md.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const soundFont = '/usr/share/sounds/sf2/FluidR3_GM.sf2';
const ticksPerStep = 120; // a step is a sixteenth note
const stepsPerBar = 16;
const loudness = -18; // LUFS
const bitrate = '70k';
const seam = 2880; // samples
const drums = {
  kick: 36, snare: 38, clap: 39, rim: 37, hat: 42, pedal: 44, ohat: 46, ride: 51, crash: 49, shaker: 82, tamb: 54,
  tomlo: 45, tommid: 47, tomhi: 50, conga: 63, congalo: 64, snap: 37,
};
const qualities = {
  '': [0, 4, 7], m: [0, 3, 7], 7: [0, 4, 7, 10], m7: [0, 3, 7, 10], maj7: [0, 4, 7, 11], maj9: [0, 4, 7, 11, 14], m9: [0, 3, 7, 10, 14],
  add9: [0, 4, 7, 14], madd9: [0, 3, 7, 14], sus2: [0, 2, 7], sus4: [0, 5, 7], 6: [0, 4, 7, 9], 9: [0, 4, 7, 10, 14], dim: [0, 3, 6], '7sus4': [0, 5, 7, 10], 5: [0, 7],
};

// --- reading a score -------------------------------------------------------------------------------------------------
function read(text) {
  const score = { swing: 0, kit: 0, parts: {}, levels: {}, sections: {} };
  let section = null;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (!line || line.startsWith('#')) continue;
    const [word, ...more] = line.split(/\s+/);
    const rest = line.slice(word.length).trim();
    if (word === 'section') score.sections[rest] = section = { chords: [], dynamics: [1, 1], lines: [] };
    else if (section && word === 'chords') section.chords = bars(rest).map(bar => bar.trim().split(/\s+/).map(chord));
    else if (section && word === 'dynamics') section.dynamics = rest.includes('>') ? rest.split('>').map(Number) : [Number(rest), Number(rest)];
    else if (section) section.lines.push({ part: word, melody: rest.startsWith('~'), bars: rest.startsWith('~') ? [rest.slice(1)] : bars(rest).map(b => b.replace(/\s+/g, '')) });
    else if (word === 'part') {
      const [name, ...settings] = more;
      score.parts[name] = { program: 0, volume: 90, pan: 64, reverb: 25, center: 60, bass: false };
      for (let i = 0; i < settings.length; i += 2) score.parts[name][settings[i]] = Number(settings[i + 1]);
    } else if (word === 'level') score.levels[more[0]] = Number(more[1]);
    else if (word === 'form') score.form = more;
    else score[word] = isNaN(rest) ? rest : Number(rest);
  }
  for (const [name, s] of Object.entries(score.sections)) {
    if (!s.chords.length) throw new Error(`section ${name} has no chords`);
    for (const l of s.lines) {
      if (!score.parts[l.part] && !drums[l.part]) throw new Error(`section ${name}: no part ${l.part}`);
      if (!l.melody) for (const b of l.bars) if (b.length !== stepsPerBar) throw new Error(`section ${name}, ${l.part}: "${b}" has ${b.length} steps`);
    }
  }
  return score;
}

const bars = text => text.replace(/^\||\|$/g, '').split('|');
const pitchClass = name => ({ C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 })[name[0].toUpperCase()] + (name[1] === '#' ? 1 : name[1] === 'b' ? -1 : 0);

function chord(text) {
  const [, root, quality, slash] = /^([A-G][#b]?)([^/]*)(?:\/(.+))?$/.exec(text) ?? [];
  if (!root || !qualities[quality]) throw new Error(`unknown chord ${text}`);
  return { root: pitchClass(root), tones: qualities[quality], bass: pitchClass(slash ?? root) };
}

function note(name) {
  const [, letter, octave] = /^([a-g][#b]?)(\d)$/.exec(name) ?? [];
  if (!letter) throw new Error(`unknown note ${name}`);
  return pitchClass(letter) + 12 * (Number(octave) + 1);
}

// --- arranging -------------------------------------------------------------------------------------------------------
/** The inversion that moves least from the one before, so that voices lead smoothly. */
function voicing(chord, center, before) {
  const classes = chord.tones.map(t => (chord.root + t + 120) % 12);
  let best = null;
  for (let low = center - 9; low <= center + 3; low++) {
    if (!classes.includes((low + 120) % 12)) continue;
    const notes = [...new Set(classes)].map(c => low + ((c - low) % 12 + 12) % 12).sort((a, b) => a - b);
    const middle = notes.reduce((a, b) => a + b) / notes.length;
    const moved = before ? notes.reduce((sum, n) => sum + Math.min(...before.map(b => Math.abs(b - n))), 0) : 0;
    const cost = moved + Math.abs(middle - center) * (before ? 0.6 : 1);
    if (!best || cost < best.cost) best = { notes, cost };
  }
  return best.notes;
}

function arrange(score) {
  const events = []; // { channel, note, velocity, start, length } in ticks
  const channels = Object.fromEntries(Object.keys(score.parts).map((name, i) => [name, i < 9 ? i : i + 1]));
  let random = 12345;
  const wobble = range => { random = (random * 1103515245 + 12345) & 0x7fffffff; return (random / 0x7fffffff - 0.5) * 2 * range; };
  const voices = {};
  let start = 0;
  const time = step => start + step * ticksPerStep + (step % 2 ? score.swing * ticksPerStep : 0);

  for (const name of score.form) {
    const section = score.sections[name];
    const length = section.chords.length * stepsPerBar;
    const chordAt = step => { const bar = section.chords[Math.floor(step / stepsPerBar)]; return bar[Math.floor((step % stepsPerBar) * bar.length / stepsPerBar)]; };
    const loud = step => section.dynamics[0] + (section.dynamics[1] - section.dynamics[0]) * step / length;
    const add = (part, pitch, strength, step, steps, tight = 0.94) => {
      const drum = drums[part] !== undefined && !score.parts[part];
      const level = drum ? (score.levels[part] ?? 100) / 100 : 1;
      events.push({
        channel: drum ? 9 : channels[part], note: pitch,
        velocity: Math.max(1, Math.min(127, Math.round(strength * loud(step) * level + wobble(5)))),
        start: Math.max(0, Math.round(time(step) + (step ? wobble(drum ? 2 : 4) : 0))), length: Math.max(20, Math.round(steps * ticksPerStep * tight)),
      });
    };

    for (const line of section.lines) {
      if (line.melody) {
        let step = 0, steps = 4;
        for (const token of line.bars[0].replace(/\|/g, ' ').trim().split(/\s+/)) {
          const [pitch, given] = token.split(':');
          if (given) steps = Number(given);
          if (pitch !== 'r') add(line.part, note(pitch), step % 8 === 0 ? 98 : 88, step, steps, 0.97);
          step += steps;
        }
        if (step > length) throw new Error(`section ${name}, ${line.part}: the melody is ${step - length} steps too long`);
        continue;
      }

      const part = score.parts[line.part];
      for (let step = 0; step < length; step++) {
        const bar = line.bars[Math.floor(step / stepsPerBar) % line.bars.length];
        const mark = bar[step % stepsPerBar];
        if (mark === '.' || mark === '-') continue;
        const strength = { X: 114, x: 94, o: 62 }[mark] ?? (step % 4 === 0 ? 92 : 82);
        if (!part) { add(line.part, drums[line.part], strength, step, 1); continue; }
        let steps = 1;
        while ((step + steps) % stepsPerBar !== 0 && bar[(step + steps) % stepsPerBar] === '-') steps++;
        const now = chordAt(step);
        if (part.bass) {
          const root = part.center - 6 + ((now.bass - part.center + 6) % 12 + 12) % 12;
          const third = now.tones.includes(3) ? 3 : 4;
          const interval = { 3: third, 5: 7, 7: 10, 8: 12 }[mark] ?? 0;
          add(line.part, root + interval, strength, step, steps, 0.9);
        } else {
          const key = line.part;
          if (!voices[key] || voices[key].chord !== now) voices[key] = { chord: now, notes: voicing(now, part.center, voices[key]?.notes) };
          const notes = part.power ? [0, 7, 12].map(i => part.center - 6 + ((now.root - part.center + 6) % 12 + 12) % 12 + i) : voices[key].notes;
          if (/\d/.test(mark)) {
            const i = Number(mark) - 1;
            add(line.part, notes[i % notes.length] + 12 * Math.floor(i / notes.length), strength, step, steps);
          } else notes.forEach((n, i) => add(line.part, n, strength - 5 + i * 2, step, steps));
        }
      }
    }
    start += length * ticksPerStep;
  }
  return { events, channels, ticks: start };
}

// --- judging: what would sound wrong, said before anything is played ----------------------------------------------------
const name = pitch => `${['c', 'c#', 'd', 'd#', 'e', 'f', 'f#', 'g', 'g#', 'a', 'a#', 'b'][pitch % 12]}${Math.floor(pitch / 12) - 1}`;

/** A melody note beside a chord tone it does not belong to, on a strong beat; a note no player of the part would write; a wall of sound. */
function faults(score, { events, channels, ticks }) {
  const found = [];
  const part = Object.fromEntries(Object.entries(channels).map(([key, channel]) => [channel, key]));
  const melodies = new Set(Object.values(score.sections).flatMap(s => s.lines.filter(l => l.melody).map(l => l.part)));
  const bar = stepsPerBar * ticksPerStep;
  let start = 0;
  for (const key of score.form) {
    const { chords } = score.sections[key];
    for (let beat = 0; beat < chords.length * 2; beat++) {
      const at = start + beat * bar / 2;
      const current = chords[Math.floor(beat / 2)];
      const now = current[Math.floor(beat % 2 * current.length / 2)];
      const classes = now.tones.map(t => (now.root + t) % 12).concat(now.bass);
      const sounding = events.filter(e => e.channel !== 9 && e.start <= at + 20 && e.start + e.length > at + 20);
      for (const e of sounding.filter(e => melodies.has(part[e.channel]) && !classes.includes(e.note % 12))) {
        const against = sounding.find(o => o.channel !== e.channel && [1, 11].includes(Math.abs(o.note - e.note) % 12));
        if (against) found.push(`${key}, bar ${Math.floor(beat / 2) + 1}: ${name(e.note)} of ${part[e.channel]} rubs against ${name(against.note)} of ${part[against.channel]}`);
      }
    }
    start += chords.length * bar;
  }
  for (const e of events.filter(e => e.channel !== 9)) {
    const [low, high] = score.parts[part[e.channel]].bass ? [24, 64] : [36, 98];
    if (e.note < low || e.note > high) found.push(`${name(e.note)} is out of the range of ${part[e.channel]}`);
  }
  const density = events.length / (ticks / bar);
  if (density > 130) found.push(`${density.toFixed(0)} notes a bar leave no room`);
  return [...new Set(found)];
}

// --- writing MIDI, twice round so that the second round, which is kept, begins with the tails of the first ------------------------------
function midi(score, { events, channels, ticks }) {
  const bytes = [];
  const variable = n => { const out = [n & 127]; while ((n >>= 7) > 0) out.unshift((n & 127) | 128); return out; };
  const list = [];
  const at = (tick, order, ...data) => list.push({ tick, order, data });
  const tempo = Math.round(60_000_000 / score.bpm);
  at(0, 0, 0xff, 0x51, 3, tempo >> 16, (tempo >> 8) & 255, tempo & 255);
  for (const [name, c] of Object.entries(channels)) {
    const p = score.parts[name];
    at(0, 1, 0xc0 | c, p.program);
    for (const [control, value] of [[7, p.volume], [10, p.pan], [91, p.reverb], [93, p.chorus ?? 0]]) at(0, 1, 0xb0 | c, control, value);
  }
  at(0, 1, 0xc9, score.kit);
  at(0, 1, 0xb9, 7, score.drums ?? 100);
  at(0, 1, 0xb9, 91, score.room ?? 12);
  for (const round of [0, 1, 2]) {
    for (const e of events) {
      // A third round only begins, so that the second is played to its end.
      if (round === 2 && e.start > ticksPerStep * 4) continue;
      at(e.start + round * ticks, 3, 0x90 | e.channel, e.note, e.velocity);
      at(e.start + e.length + round * ticks, 2, 0x80 | e.channel, e.note, 0);
    }
  }
  list.sort((a, b) => a.tick - b.tick || a.order - b.order);
  let now = 0;
  for (const { tick, data } of list) { bytes.push(...variable(tick - now), ...data); now = tick; }
  bytes.push(0, 0xff, 0x2f, 0);
  const header = Buffer.from([0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 0, 0, 1, 0, 0, 0x4d, 0x54, 0x72, 0x6b, 0, 0, 0, 0]);
  header.writeUInt16BE(ticksPerStep * 4, 12);
  header.writeUInt32BE(bytes.length, 18);
  return Buffer.concat([header, Buffer.from(bytes)]);
}

// --- sound -------------------------------------------------------------------------------------------------------------
function run(tool, ...args) {
  return execFileSync(tool, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 }).toString();
}

function loudnessOf(file) {
  const log = run('sh', '-c', `ffmpeg -hide_banner -nostdin -i "${file}" -af ebur128=framelog=verbose -f null - 2>&1`);
  return Number(/I:\s+(-?[\d.]+) LUFS/.exec(log.slice(log.lastIndexOf('Summary')))[1]);
}

function render(id) {
  const score = read(readFileSync(join(here, 'scores', `${id}.score`), 'utf8'));
  const music = arrange(score);
  const wrong = faults(score, music);
  if (wrong.length) throw new Error(`${id}: ${wrong.join('; ')}`);
  const seconds = music.ticks / (ticksPerStep * 4) * 60 / score.bpm;
  const samples = Math.round(seconds * 48000);
  const folder = mkdtempSync(join(tmpdir(), 'music-'));
  try {
    const [mid, wav, loop] = ['m.mid', 'm.wav', 'l.wav'].map(f => join(folder, f));
    writeFileSync(mid, midi(score, music));
    run('fluidsynth', '-ni', '-q', '-r', '48000', '-O', 's16', '-g', '0.35', '-o', 'synth.reverb.room-size=0.55', '-o', 'synth.reverb.damp=0.45',
      '-o', 'synth.reverb.level=0.55', '-o', 'synth.chorus.active=0', '-F', wav, soundFont, mid);
    // The filters hear the first round too, so they have settled where the second, which we keep, begins.
    const tone = `highpass=f=38,equalizer=f=280:t=q:w=0.9:g=-1.5,equalizer=f=3300:t=q:w=0.8:g=${score.voice_room ?? -2},highshelf=f=9000:g=1.5,`
      + 'acompressor=threshold=-20dB:ratio=2:attack=25:release=220:makeup=1.5';
    // The synthesiser starts notes on a grid of its own, so no two rounds are quite alike: the end of the second melts into the end of the first.
    const cut = `asplit[a][b];[a]atrim=start_sample=${samples}:end_sample=${2 * samples},asetpts=N/SR/TB[x];`
      + `[b]atrim=start_sample=${samples - seam}:end_sample=${samples},asetpts=N/SR/TB[y];[x][y]acrossfade=ns=${seam}:c1=tri:c2=tri`;
    run('ffmpeg', '-v', 'error', '-y', '-i', wav, '-filter_complex', `${tone},${cut}`, '-c:a', 'pcm_f32le', loop);
    const opus = join(here, `${id}.opus`);
    // The limiter and the encoder take a little away, so a second turn makes up for it.
    let gain = loudness - loudnessOf(loop);
    for (let turn = 1; turn <= 3; turn++) {
      run('ffmpeg', '-v', 'error', '-y', '-i', wav, '-filter_complex', `${tone},volume=${gain.toFixed(2)}dB,alimiter=limit=0.79:attack=5:release=80:level=disabled,${cut}`,
        '-c:a', 'libopus', '-b:a', bitrate, '-vbr', 'on', '-map_metadata', '-1', '-fflags', '+bitexact',
        '-metadata', `title=${score.title}`, '-metadata', 'artist=Synthora', '-metadata', 'license=CC0-1.0', opus);
      const missing = loudness - loudnessOf(opus);
      if (Math.abs(missing) < 0.2) break;
      gain += missing;
    }
    console.log(`${id}: ${score.title}, ${seconds.toFixed(2)} s, gain ${gain.toFixed(1)} dB, ${music.events.length} notes`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const all = readdirSync(join(here, 'scores')).filter(f => f.endsWith('.score')).map(f => f.slice(0, -6)).sort();
for (const id of process.argv.length > 2 ? process.argv.slice(2) : all) render(id);
const catalogue = all.map(id => {
  const score = read(readFileSync(join(here, 'scores', `${id}.score`), 'utf8'));
  const beats = arrange(score).ticks / (ticksPerStep * 4);
  return {
    file: `${id}.opus`, mood: score.mood, title: score.title, author: 'Synthora', licence: 'CC0-1.0', key: score.key, bpm: score.bpm, beats,
    loop_seconds: Number((beats * 60 / score.bpm).toFixed(3)), loudness_lufs: loudnessOf(join(here, `${id}.opus`)),
  };
});
writeFileSync(join(here, 'catalogue.json'), '[\n' + catalogue.map(t => '  ' + JSON.stringify(t)).join(',\n') + '\n]\n');
