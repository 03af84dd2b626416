// What both canvases need: their size in device pixels, and the page's colours.

// Fit a canvas to its place on the page; return its context, in CSS pixels, cleared.
export function cleared(canvas) {
  const ratio = Math.min(devicePixelRatio, 2);
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = '12px system-ui, "DejaVu Sans", sans-serif';
  return { context, width, height };
}

// The colours of the style sheet by name, read again when the scheme changes.
export const colors = {};

const NAMES = ["ink", "soft", "line", "card", "good", "warn", "bad", "map", "grid", "path", "laser", "body"];
export const STAGES = ["snapshot", "prompt", "prefill", "decode", "verdict", "dispatch"];

function read() {
  const style = getComputedStyle(document.documentElement);
  for (const name of [...NAMES, ...STAGES]) colors[name] = style.getPropertyValue(`--${name}`).trim();
}

read();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", read);
