// The avatar's portrait at rest: what there is to be moved, in the order in which it is painted.

export const SKIN = "#f0c5a4";
const SHADE = "#d99f7c";
export const LINE = "#8a5138";
const HAIR = "#3a2f45";
export const SIDES = [
  { name: "Left", sign: 1 }, // its own left, at the viewer's right
  { name: "Right", sign: -1 },
];

// The drawing; `id` makes its clips and colours its own. What <avatar-face> moves has a data-part.
export function portrait(id) {
  const eye = ({ name }) => `
    <g data-part="eye${name}">
      <clipPath id="${id}-eye${name}"><path data-part="clip${name}"/></clipPath>
      <path data-part="white${name}" fill="#fdfbf7"/>
      <g clip-path="url(#${id}-eye${name})">
        <g data-part="iris${name}">
          <circle r="13.5" fill="#2d5f73"/><circle r="10.5" fill="#4c92a8"/>
          <circle data-part="pupil${name}" r="6" fill="#12181d"/>
          <circle data-part="shine${name}" cx="4.5" cy="-5" r="3.6" fill="#fff"/>
        </g>
        <path data-part="shade${name}" fill="#5a3a3a" opacity="0.16"/>
      </g>
      <path data-part="crease${name}" fill="none" stroke="${LINE}" stroke-width="2.2" stroke-linecap="round"/>
      <path data-part="under${name}" fill="none" stroke="${LINE}" stroke-width="2" stroke-linecap="round"/>
      <path data-part="lash${name}" fill="none" stroke="#2a2028" stroke-width="4.2" stroke-linecap="round"/>
      <path data-part="tip${name}" fill="none" stroke="#2a2028" stroke-width="3" stroke-linecap="round"/>
    </g>`;
  const brow = ({ name }) => `<g data-part="brow${name}"><path data-part="hair${name}" fill="${HAIR}"/></g>`;
  const cheek = ({ name }) => `
    <g data-part="cheek${name}"><ellipse data-part="blush${name}" fill="#e5836d"/></g>
    <g data-part="fold${name}"><path data-part="crow${name}" fill="none" stroke="${LINE}" stroke-width="2.4"
      stroke-linecap="round"/></g>`;
  return `
  <svg viewBox="20 20 360 400" width="100%" height="100%" aria-hidden="true">
    <defs>
      <linearGradient id="${id}-skin" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color="#f6d2b3"/><stop offset="0.75" stop-color="${SKIN}"/>
        <stop offset="1" stop-color="#e5b28f"/>
      </linearGradient>
      <radialGradient id="${id}-light" cx="0.5" cy="0.42" r="0.6">
        <stop offset="0" stop-color="#8fb4e8" stop-opacity="0.42"/><stop offset="1" stop-color="#8fb4e8" stop-opacity="0"/>
      </radialGradient>
      <linearGradient id="${id}-cloth" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color="#3f78c4"/><stop offset="1" stop-color="#284f8c"/>
      </linearGradient>
    </defs>
    <rect x="20" y="20" width="360" height="400" fill="url(#${id}-light)"/>
    <g data-part="body">
      <path data-part="torso" fill="url(#${id}-cloth)"/>
      <path d="M 150 341 C 172 366 228 366 250 341" fill="none" stroke="#22447c" stroke-width="7" stroke-linecap="round"/>
    </g>
    <path d="M 164 262 L 164 330 C 170 356 230 356 236 330 L 236 262 Z" fill="${SHADE}"/>
    <g data-part="head">
      <g data-part="back">
        <path d="M 88 196 C 76 92 132 44 200 44 C 268 44 324 92 312 196 C 310 246 300 280 286 292
          C 262 300 138 300 114 292 C 100 280 90 246 88 196 Z" fill="#2c2336"/>
      </g>
      <g data-part="ears" fill="#e8b793" stroke="${SHADE}" stroke-width="2">
        <ellipse cx="106" cy="204" rx="13" ry="22"/><ellipse cx="294" cy="204" rx="13" ry="22"/>
      </g>
      <path data-part="face" fill="url(#${id}-skin)" stroke="${SHADE}" stroke-width="1.5"/>
      <clipPath id="${id}-face"><path data-part="clipFace"/></clipPath>
      <g clip-path="url(#${id}-face)">${SIDES.map(cheek).join("")}</g>
      <g data-part="forehead">
        <g data-part="wrinkles" fill="none" stroke="${SHADE}" stroke-width="2.4" stroke-linecap="round">
          <path d="M -34 4 Q 0 -5 34 4"/><path d="M -26 14 Q 0 6 26 14"/>
        </g>
      </g>
      <g data-part="nose">
        <path data-part="scrunch" d="M -9 -34 l 18 0 M -10 -27 l 20 0 M -8 -20 l 16 0" fill="none" stroke="${LINE}"
          stroke-width="2" stroke-linecap="round"/>
        <g data-part="tip">
          <path d="M -6 -26 C -9 -8 -13 2 -10 8 C -4 14 4 14 10 8" fill="none" stroke="${SHADE}" stroke-width="3.2"
            stroke-linecap="round"/>
          <path data-part="wings" fill="none" stroke="${SHADE}" stroke-width="2.6" stroke-linecap="round"/>
        </g>
      </g>
      ${SIDES.map(eye).join("")}
      <g data-part="frown">
        <path data-part="furrows" d="M -7 -12 C -3 -4 -4 4 -6 9 M 7 -12 C 3 -4 4 4 6 9" fill="none" stroke="${LINE}"
          stroke-width="2.8" stroke-linecap="round"/>
      </g>
      <g data-part="mouth">
        <clipPath id="${id}-mouth"><path data-part="clipMouth"/></clipPath>
        <path data-part="chin" fill="none" stroke="${SHADE}" stroke-width="3" stroke-linecap="round"/>
        <path data-part="lips" fill="#cf6f63"/>
        <path data-part="inside" fill="#4e1520"/>
        <g clip-path="url(#${id}-mouth)">
          <ellipse data-part="tongue" cx="0" fill="#d9616a"/>
          <path data-part="teeth" fill="#fffdf8"/>
          <path data-part="lowerTeeth" fill="#f4efe6"/>
        </g>
        <path data-part="gap" fill="none" stroke="#6d2630" stroke-width="2.6" stroke-linecap="round"/>
        <path data-part="corners" fill="none" stroke="${LINE}" stroke-width="2.4" stroke-linecap="round"/>
      </g>
      <g data-part="fringe">
        <path d="M 92 196 C 84 104 128 50 204 48 C 276 48 318 106 308 196 C 304 166 296 142 282 120
          C 246 124 206 114 178 90 C 166 114 138 128 118 132 C 104 146 96 168 92 196 Z" fill="${HAIR}"/>
        <path d="M 130 100 C 152 76 186 66 222 70" fill="none" stroke="#66557a" stroke-width="5" stroke-linecap="round"
          opacity="0.7"/>
      </g>
      ${SIDES.map(brow).join("")}
    </g>
    <g data-part="hands"></g>
  </svg>`;
}
