// <avatar-face>: draws the frames of an avatar (simpletool_ros/msg/AvatarPose) as a face. Plain SVG.
//
//   document.querySelector("avatar-face").show({
//     weights: { jawOpen: 0.4 }, head: [x, y, z, w],
//     expression: "happy", gesture: "wave", phase: 0.5, speech: "hello",
//   });
//
// Weights are ARKit's blendshapes, and breath and shrug; the avatar's left is at the viewer's right. Nothing is
// animated here: what moves, moves because the next frame is another one.

import { hands } from "./hands.js";
import { LINE, portrait, SIDES, SKIN } from "./portrait.js";

// The head is a ball seen from the front: places on it are longitude (to its left) and latitude (down), in degrees.
const CENTER = { x: 200, y: 196 };
const RADIUS = { x: 98, y: 118 };
const EYE = { longitude: 24, latitude: -3 };

let count = 0; // of the elements on a page: ids of clips are the document's

const mix = (from, to, part) => from + (to - from) * part;
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const round = (value) => Math.round(value * 100) / 100;

// A path from commands and numbers.
const path = (...parts) => parts.map((part) => (typeof part === "number" ? round(part) : part)).join(" ");

class AvatarFace extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute("role", "img");
    this.innerHTML = portrait(`avatar-${++count}`);
    this.parts = {};
    for (const part of this.querySelectorAll("[data-part]")) this.parts[part.dataset.part] = part;
    this.show({ weights: {}, head: [0, 0, 0, 1] });
  }

  // Draw a frame; `frame` may leave out what is at rest.
  show(frame) {
    const weights = frame.weights ?? {};
    const w = (name) => weights[name] ?? 0;
    const { roll, pitch: whole, yaw } = angles(frame.head ?? [0, 0, 0, 1]);
    const pitch = 0.42 * Math.tanh(whole / 0.42); // of a deep bow the rest is told by the head, which goes down
    this.body(w, frame);
    this.head(w, roll, whole, yaw);
    for (const side of SIDES) {
      this.eye(w, side, pitch, yaw);
      this.brow(w, side, pitch, yaw);
      this.cheek(w, side, pitch, yaw);
    }
    this.forehead(w, pitch, yaw);
    this.nose(w, pitch, yaw);
    this.mouth(w, pitch, yaw);
    this.tell(frame);
  }

  set(part, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      this.parts[part].setAttribute(name, typeof value === "number" ? round(value) : value);
    }
  }

  // Put a part at a place of the head, as it is turned.
  place(part, longitude, latitude, pitch, yaw, lift = 1, more = "") {
    const across = (longitude * Math.PI) / 180 + yaw;
    const along = (latitude * Math.PI) / 180 + pitch;
    const x = CENTER.x + lift * RADIUS.x * Math.sin(across) * Math.cos(along * 0.6);
    const y = CENTER.y + lift * RADIUS.y * Math.sin(along);
    const narrow = clamp(Math.cos(across) / Math.cos((longitude * Math.PI) / 180), 0.35, 1.12);
    const flat = clamp(Math.cos(along), 0.4, 1);
    const turned = `translate(${round(x)} ${round(y)}) scale(${round(narrow)} ${round(flat)})`;
    this.set(part, { transform: `${turned} ${more}` });
  }

  body(w, frame) {
    const lift = 5 * w("breath") + 26 * w("shrug");
    this.set("body", { transform: `translate(0 ${round(-lift)})` });
    const half = 132 + 2.5 * w("breath") - 6 * w("shrug");
    const slope = 352 - 12 * w("shrug");
    this.set("torso", {
      d: path("M", 200 - half, 470, "C", 200 - half + 2, slope + 26, 200 - half + 26, slope, 158, 336,
        "C", 178, 350, 222, 350, 242, 336,
        "C", 200 + half - 26, slope, 200 + half - 2, slope + 26, 200 + half, 470, "Z"),
    });
    const shown = hands(frame.gesture ?? "", frame.phase ?? 0, SKIN, LINE);
    if (shown !== this.shown) this.parts.hands.innerHTML = this.shown = shown;
  }

  head(w, roll, pitch, yaw) {
    const down = 46 * Math.max(Math.sin(pitch), 0) - 12 * Math.max(-Math.sin(pitch), 0);
    const aside = 16 * Math.sin(yaw);
    const degrees = (-roll * 180) / Math.PI;
    this.set("head", {
      transform: `translate(${round(aside)} ${round(down - 2 * w("breath"))}) rotate(${round(degrees)} 200 320)`,
    });
    const turn = (depth) => `translate(${round(depth * 92 * Math.sin(yaw))} ${round(depth * 78 * Math.sin(pitch))})`;
    this.set("back", { transform: turn(-0.2) });
    this.set("ears", { transform: turn(-0.12) });
    this.set("fringe", { transform: turn(0.2) });
    const chin = 311 + 20 * w("jawOpen") + 5 * w("jawForward") + 22 * Math.sin(pitch);
    const jaw = 6 * w("jawOpen") - 5 * w("mouthPucker");
    const puff = 9 * w("cheekPuff");
    const shift = 14 * Math.sin(yaw) + 8 * (w("jawLeft") - w("jawRight"));
    const outline = {
      d: path("M", 108, 178, "C", 106, 108, 146, 74, 200, 74, "C", 254, 74, 294, 108, 292, 178,
        "C", 292 + puff, 232, 268 + shift - jaw, chin, 200 + shift, chin,
        "C", 132 + shift + jaw, chin, 108 - puff, 232, 108, 178, "Z"),
    };
    this.set("face", outline);
    this.set("clipFace", outline);
  }

  eye(w, { name, sign }, pitch, yaw) {
    const part = `eye${name}`;
    const shut = w(`eyeBlink${name}`);
    const wide = w(`eyeWide${name}`);
    const squint = w(`eyeSquint${name}`);
    const lower = mix(14, 4, Math.max(squint, 0.55 * w(`cheekSquint${name}`))) + 1.5 * wide;
    const open = -(20 + 10 * wide - 5 * squint);
    const upper = mix(open, lower - 1, Math.min(shut * 1.04, 1));
    const half = 27 + 1.5 * wide;
    const corner = 2 + 3 * shut; // the lids meet a little lower when they are shut
    const over = ["C", -half * 0.55, upper * 1.28, half * 0.5, upper * 1.34, half, corner - 2];
    const under = ["C", half * 0.5, lower * 1.15, -half * 0.5, lower * 1.2, -half, corner];
    this.place(part, sign * EYE.longitude, EYE.latitude, pitch, yaw, 1, `scale(${sign} 1)`);
    const whole = path("M", -half, corner, ...over, ...under, "Z");
    this.set(`white${name}`, { d: whole });
    this.set(`clip${name}`, { d: whole });
    // In this group the nose is at minus x, whichever side it is.
    const x = 12.5 * (w(`eyeLookOut${name}`) - w(`eyeLookIn${name}`));
    const y = 10 * (w(`eyeLookDown${name}`) - w(`eyeLookUp${name}`)) - 1;
    this.set(`iris${name}`, { transform: `translate(${round(x)} ${round(y)})` });
    this.set(`shine${name}`, { cx: sign * 4.5 });
    this.set(`pupil${name}`, { r: 6 + 1.6 * wide });
    this.set(`lash${name}`, { d: path("M", -half, corner, ...over), "stroke-width": 4.2 + 0.6 * shut });
    this.set(`tip${name}`, { d: path("M", half - 2, corner - 3, "l", 6, mix(-4, 2, shut)) });
    this.set(`under${name}`, {
      d: path("M", half * 0.8, corner + lower * 0.42, ...under),
      opacity: 0.3 + 0.4 * squint,
    });
    const crease = Math.min(upper * 1.1, 0) - 7;
    this.set(`crease${name}`, {
      d: path("M", -half + 5, crease * 0.55, "C", -half * 0.4, crease * 1.2, half * 0.5, crease * 1.2,
        half - 1, crease * 0.5),
      opacity: 0.5 * (1 - 0.6 * shut),
    });
    this.set(`shade${name}`, {
      d: path("M", -half - 2, corner - 30, "L", -half - 2, corner + 4, "C", -half * 0.55, upper * 1.28 + 9,
        half * 0.5, upper * 1.34 + 9, half + 2, corner + 3, "L", half + 2, corner - 40, "Z"),
    });
  }

  brow(w, { name, sign }, pitch, yaw) {
    const down = w(`browDown${name}`);
    const inner = w("browInnerUp");
    const outer = w(`browOuterUp${name}`);
    this.place(`brow${name}`, sign * 25, -24, pitch, yaw, 1.02, `scale(${sign} 1)`);
    const squeeze = 5 * down;
    const a = { x: -27 - squeeze, y: 1 + 20 * down - 19 * inner - 6 * outer };
    const b = { x: 2 - squeeze, y: -10 + 10 * down - 7 * inner - 14 * outer };
    const c = { x: 32 - squeeze * 0.5, y: 6 - 3 * down + 4 * inner - 14 * outer };
    const thick = 4.6 + 1.4 * down;
    this.set(`hair${name}`, {
      d: path("M", a.x, a.y - thick * 0.7, "Q", b.x, b.y - thick, c.x, c.y,
        "Q", b.x, b.y + thick, a.x + 1, a.y + thick * 0.9, "Q", a.x - 4, a.y, a.x, a.y - thick * 0.7, "Z"),
    });
  }

  cheek(w, { name, sign }, pitch, yaw) {
    const smile = w(`mouthSmile${name}`);
    const squint = w(`cheekSquint${name}`);
    this.place(`cheek${name}`, sign * 36, 20 - 3 * squint, pitch, yaw, 1, `scale(${sign} 1)`);
    const opacity = 0.3 + 0.35 * Math.max(smile, squint);
    this.set(`blush${name}`, { opacity, rx: 20 + 3 * smile, ry: 13 + 2 * smile });
    const frown = w(`mouthFrown${name}`);
    const fold = Math.max(smile * 0.8, w(`noseSneer${name}`), w(`mouthUpperUp${name}`), 0.6 * frown);
    this.place(`fold${name}`, sign * 20, 20, pitch, yaw, 1.02, `scale(${sign} 1)`);
    this.set(`crow${name}`, {
      d: path("M", -6, -14, "Q", 6 + 6 * smile, 0, 6 + 4 * smile, 20 - 6 * smile + 6 * frown),
      opacity: clamp(fold * 0.75, 0, 0.7),
    });
  }

  forehead(w, pitch, yaw) {
    const raised = Math.max(w("browInnerUp"), (w("browOuterUpLeft") + w("browOuterUpRight")) / 2);
    const down = Math.min(w("browDownLeft"), w("browDownRight"));
    this.place("forehead", 0, -36, pitch, yaw, 1.04);
    this.set("wrinkles", { opacity: clamp((raised - 0.3) * 0.9, 0, 0.5) });
    this.place("frown", 0, -17, pitch, yaw, 1.06);
    this.set("furrows", { opacity: clamp(down * 1.1 - 0.1, 0, 0.85) });
  }

  nose(w, pitch, yaw) {
    const sneer = (w("noseSneerLeft") + w("noseSneerRight")) / 2;
    this.place("nose", 0, 13, pitch, yaw, 1.16);
    this.set("tip", { transform: `translate(0 ${round(-6 * sneer)})` });
    this.set("wings", {
      d: path("M", -15 - 4 * sneer, 4, "q", -5, 7 - 3 * sneer, 3, 9,
        "M", 15 + 4 * sneer, 4, "q", 5, 7 - 3 * sneer, -3, 9),
    });
    this.set("scrunch", { opacity: clamp(sneer * 1.2 - 0.2, 0, 0.8) });
  }

  mouth(w, pitch, yaw) {
    const both = (name) => (w(`${name}Left`) + w(`${name}Right`)) / 2;
    const jaw = Math.max(w("jawOpen") - w("mouthClose"), 0);
    const pucker = w("mouthPucker");
    const funnel = w("mouthFunnel");
    const press = Math.max(both("mouthPress"), w("mouthRollLower"));
    const stretch = both("mouthStretch");
    const narrow = 1 - 0.42 * pucker - 0.34 * funnel;
    const aside = 13 * (w("mouthLeft") - w("mouthRight"));
    this.place("mouth", 0, 33, pitch, yaw, 1.05, `translate(${round(aside)} 0)`);
    const corner = {};
    for (const { name, sign } of SIDES) {
      const smile = w(`mouthSmile${name}`);
      const width = (36 + 13 * smile + 10 * w(`mouthStretch${name}`) + 3 * w(`mouthDimple${name}`)) * narrow;
      corner[name] = {
        x: sign * width * (1 - 0.42 * jaw * (1 - smile) * (1 - 0.8 * stretch)),
        y: -15 * smile + 13 * w(`mouthFrown${name}`) + 5 * stretch + 22 * jaw * (1 - smile) - 1.5,
      };
    }
    const [l, r] = [corner.Right, corner.Left]; // as the viewer sees them
    const smile = both("mouthSmile");
    const frown = both("mouthFrown");
    const sag = 7 * smile - 8 * frown; // how the middle of the lips lies against the corners
    const raise = 9 * both("mouthUpperUp") + 3 * funnel + 3 * w("mouthShrugUpper");
    const drop = 48 * jaw + 11 * both("mouthLowerDown") + 5 * funnel;
    const push = 7 * w("mouthShrugLower");
    const top = sag - raise - 1 - push * 0.4; // inner edge of the upper lip, middle
    const low = sag + drop + 1.5 - push * (1 - Math.min(jaw * 3, 1)); // inner edge of the lower lip, middle
    const bottom = Math.max(low, top + 0.8);
    const full = (6.5 + 5 * pucker + 3 * funnel) * (1 - 0.55 * press);
    const upper = full * 0.95 * (1 - 0.3 * stretch);
    const lower = full * (1.15 - 0.8 * w("mouthRollLower")) * (1 - 0.2 * stretch);
    // Of a cubic whose two middle points lie at y, the middle lies at 3/4 y + 1/8 of each end: solve for it.
    const bend = (y) => (y - (l.y + r.y) / 8) / 0.75;
    const part = 0.5 + 0.1 * smile + 0.22 * Math.min(jaw * 1.5, 1) * (1 - smile);
    const edge = (y, from, to) => ["C", from.x * part, bend(y), to.x * part, bend(y), to.x, to.y];
    const inner = path("M", l.x, l.y, ...edge(top, l, r), ...edge(bottom, r, l), "Z");
    this.set("inside", { d: inner });
    this.set("clipMouth", { d: inner });
    const rim = bend(top - upper);
    const bow = rim - upper * 0.55;
    this.set("lips", {
      d: path("M", l.x - 3, l.y, "C", l.x * 0.55, rim + 1, -9, bow, 0, top - upper + 1,
        "C", 9, bow, r.x * 0.55, rim + 1, r.x + 3, r.y,
        ...edge(bottom + lower, { x: r.x + 3, y: r.y }, { x: l.x - 3, y: l.y }), "Z"),
    });
    const teeth = clamp((bottom - top) * 0.5, 0, 13);
    this.set("teeth", {
      d: path("M", l.x, top - 26, "L", r.x, top - 26, "L", r.x, top + teeth * 0.55,
        "Q", 0, top + teeth * 1.25, l.x, top + teeth * 0.55, "Z"),
      opacity: clamp((bottom - top - 3) / 5, 0, 1),
    });
    const bite = both("mouthLowerDown") + 0.8 * stretch * Math.min(drop / 8, 1);
    this.set("lowerTeeth", {
      d: path("M", l.x, bottom + 20, "L", l.x, bottom - 5, "Q", 0, bottom - 7 * bite, r.x, bottom - 5,
        "L", r.x, bottom + 20, "Z"),
      opacity: clamp(bite * 2 - 0.3, 0, 1) * clamp((bottom - top - 5) / 6, 0, 1),
    });
    this.set("tongue", {
      cy: bottom + 6 - 8 * w("tongueOut"),
      rx: 20 * narrow + 6 * smile,
      ry: 15,
      opacity: clamp((bottom - top - 12) / 10, 0, 1),
    });
    this.set("gap", {
      d: path("M", l.x, l.y, ...edge((top + bottom) / 2, l, r)),
      opacity: clamp(1 - (bottom - top - 2) / 6, 0, 1),
    });
    this.set("corners", {
      d: path("M", l.x - 4, l.y - 4, "q", -3, 5, 0, 9, "M", r.x + 4, r.y - 4, "q", 3, 5, 0, 9),
      opacity: 0.25 + 0.45 * Math.max(smile, frown, press),
    });
    const pout = Math.max(w("mouthShrugLower"), 0.8 * frown);
    this.set("chin", { d: path("M", -15, bottom + lower + 15, "q", 15, -9, 30, 0), opacity: 0.15 + 0.5 * pout });
  }

  tell(frame) {
    const doing = [frame.expression || "neutral", frame.gesture?.replace("_", " "), frame.speech && "speaking"];
    const words = `avatar: ${doing.filter(Boolean).join(", ")}`;
    if (this.getAttribute("aria-label") !== words) this.setAttribute("aria-label", words);
  }
}

// Roll, pitch and yaw in radians of a quaternion [x, y, z, w] by REP-103: roll lowers its right ear, pitch its chin.
function angles([x, y, z, w]) {
  return {
    roll: Math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y)),
    pitch: Math.asin(clamp(2 * (w * y - z * x), -1, 1)),
    yaw: Math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)),
  };
}

customElements.define("avatar-face", AvatarFace);
