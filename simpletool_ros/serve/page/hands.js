// The hands of a gesture, as SVG. They come up from below, do what the gesture's name says, and go down again.

const POSES = { wave, point, clap, thumbs_up: thumbsUp };

// A gesture's hands at its phase (0 … 1); empty for one that needs none.
export function hands(gesture, phase, skin, line) {
  return Object.hasOwn(POSES, gesture) ? POSES[gesture](phase, there(phase), skin, line) : "";
}

// How far up the hands are: 0 at the ends, 1 in between.
function there(phase) {
  const part = Math.min(Math.max(Math.min(phase / 0.18, (1 - phase) / 0.18), 0), 1);
  return part * part * (3 - 2 * part);
}

// Strokes as limbs: a wide dark one below a narrower light one is an outlined shape.
function limbs(lines, skin, line) {
  const draw = (color, more) =>
    lines.map(([d, width]) => `<path d="${d}" stroke="${color}" stroke-width="${width + more}"/>`).join("");
  return `<g fill="none" stroke-linecap="round" stroke-linejoin="round">${draw(line, 4)}${draw(skin, 0)}</g>`;
}

function sleeve(d) {
  return `<path d="${d}" fill="none" stroke="#22447c" stroke-width="44" stroke-linecap="round"/>
    <path d="${d}" fill="none" stroke="#3666ab" stroke-width="38" stroke-linecap="round"/>`;
}

function at(x, y, degrees, content) {
  return `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${degrees.toFixed(1)})">${content}</g>`;
}

const OPEN = [
  ["M 0 6 L 0 -14", 38],
  ["M -14 -14 L -20 -52", 11],
  ["M -5 -18 L -7 -64", 11],
  ["M 5 -18 L 7 -64", 11],
  ["M 14 -14 L 20 -54", 11],
  ["M 14 8 L 34 -14", 12],
];

function wave(phase, up, skin, line) {
  const swing = 22 * Math.sin(phase * Math.PI * 7) * up;
  return at(322, 480 - 170 * up, swing * 0.5, sleeve("M 14 150 L 2 62") + at(0, 24, swing, limbs(OPEN, skin, line)));
}

// Each with an outline of its own, over what is below.
function fingers(lines, skin, line) {
  return lines.map((finger) => limbs([finger], skin, line)).join("");
}

function point(phase, up, skin, line) {
  const tap = 6 * Math.max(Math.sin(phase * Math.PI * 5), 0) * up;
  const hand =
    limbs([["M 0 10 L 0 -8", 40], ["M 13 -10 L 14 -64", 13]], skin, line) +
    fingers([["M -14 -16 L -13 2", 12], ["M -1 -17 L 0 2", 12], ["M 18 14 L 2 10", 12]], skin, line);
  return at(82, 470 - 150 * up - tap, -14, sleeve("M -8 150 L 0 58") + at(0, 24, 0, hand));
}

function thumbsUp(phase, up, skin, line) {
  const nod = 5 * Math.sin(phase * Math.PI * 4) * up;
  const hand =
    limbs([["M -6 4 L 10 4", 46], ["M -14 -12 L -11 -54", 16]], skin, line) +
    fingers([-13, -1, 11, 22].map((y) => [`M 6 ${y} L ${y > 20 ? 22 : 27} ${y}`, 9]), skin, line);
  return at(312, 470 - 132 * up + nod, 0, sleeve("M 40 130 L -2 60") + at(-4, 18, 6, hand));
}

function clap(phase, up, skin, line) {
  const apart = 8 + 34 * Math.abs(Math.cos(phase * Math.PI * 6)) + 40 * (1 - up);
  const palm = [
    ["M 0 8 L 0 -12", 32],
    ["M -9 -14 L -10 -50", 11],
    ["M 0 -16 L 0 -58", 11],
    ["M 9 -14 L 9 -52", 11],
    ["M 14 6 L 26 -12", 11],
  ];
  const hand = (sign) =>
    at(200 + sign * apart, 480 - 120 * up, sign * -16,
      sleeve(`M ${sign * 60} 130 L ${sign * 6} 58`) +
      `<g transform="scale(${sign} 1)">${at(0, 24, 0, limbs(palm, skin, line))}</g>`);
  return hand(1) + hand(-1);
}
