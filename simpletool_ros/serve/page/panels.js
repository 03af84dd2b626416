// The panels of text: decision, verdicts, sources, prompt. Nodes are kept, and written only when they change.

const HEARD = 8000; // ms for which a line that was said stays

const $ = (id) => document.getElementById(id);

export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// Have as many rows as there is data; `make` builds one, `fill` writes it.
function rows(body, data, make, fill) {
  while (body.children.length > data.length) body.lastElementChild.remove();
  while (body.children.length < data.length) body.appendChild(make());
  data.forEach((one, index) => fill(body.children[index], one));
}

function row(cells) {
  const made = document.createElement("tr");
  for (let cell = 0; cell < cells; cell += 1) made.appendChild(document.createElement("td"));
  return made;
}

export function decision(state) {
  const tick = state.newest.tick;
  if (!tick) return;
  write($("number"), `tick ${tick.tick}`);
  const { code, reason } = tick.verdict;
  $("verdict").className = `verdict ${code}`;
  write($("verdict"), code);
  write($("text"), state.text(tick));
  write($("reason"), reason);
  rows($("heads"), tick.heads, head_row, (made, head) => {
    const [name, text, sure, stop] = made.children;
    write(name, head.name);
    write(text, head.text);
    write(stop, head.stop);
    const known = head.stop !== "skipped" && head.probability !== null;
    sure.firstChild.hidden = !known;
    if (known) sure.firstChild.value = head.probability;
    write(sure.lastChild, known ? head.probability.toFixed(2) : "–");
  });
}

function head_row() {
  const made = row(4);
  const sure = made.children[2];
  sure.appendChild(document.createElement("meter"));
  sure.appendChild(document.createElement("span"));
  return made;
}

export function verdicts(state) {
  const skipped = state.newest.tick?.skipped ?? 0;
  const lost = Math.max(state.missed - skipped, 0);
  write($("missed"), [skipped && `${skipped} skipped`, lost && `${lost} not shown`].filter(Boolean).join(", "));
  rows($("rows"), state.rows, verdict_row, (made, one) => {
    const [code, text, why, count] = made.children;
    code.className = `verdict ${one.code}`;
    write(code, one.code);
    write(text, one.text);
    write(why, one.reason);
    write(count, one.count > 1 ? `× ${one.count}` : "");
  });
}

function verdict_row() {
  const made = document.createElement("li");
  for (const [tag, name] of [["span", "verdict"], ["code", ""], ["span", "why"], ["span", "count"]]) {
    made.appendChild(document.createElement(tag)).className = name;
  }
  return made;
}

export function sources(state) {
  const tick = state.newest.tick;
  if (!tick) return;
  const since = state.age("tick");
  rows($("source-rows"), tick.sources, () => row(3), (made, source) => {
    const stale = source.stale || (state.silent("tick") ? "unknown: no tick" : "");
    const [name, words, age] = made.children;
    made.className = stale ? "stale" : "";
    write(name, source.name);
    write(words, stale ? `STALE: ${stale}` : source.words);
    // A source that is not heard of ages between two ticks too.
    write(age, source.age === null ? "never" : (source.age + since / 1000).toFixed(1));
  });
}

export function prompt(state) {
  const tick = state.newest.tick;
  if (state.newest.prefix) read($("prefix"), state.newest.prefix.text);
  if (!tick || !tick.suffix) return;
  const fresh = tick.prompt_tokens - tick.cached_tokens;
  const tokens = `${tick.prompt_tokens} tokens, ${tick.cached_tokens} of them cached, ${fresh} computed`;
  write($("tokens"), `${tokens}; ${tick.forwards} forward${tick.forwards === 1 ? "" : "s"} of the model`);
  read($("suffix"), tick.suffix);
}

// As `write`, but leaves a text alone while somebody selects in it, to copy it.
function read(node, text) {
  const selection = getSelection();
  if (selection.isCollapsed || !node.contains(selection.anchorNode)) write(node, text);
}

// An avatar's face and what it says; who has no map has the place of the map.
export function avatar(state) {
  const frame = state.newest.avatar;
  $("avatar").hidden = false;
  document.querySelector("avatar-face").show(frame);
  write($("speech"), frame.speech && `“${frame.speech}”`);
  if (Object.keys(state.newest.robot?.map ?? {}).length || document.body.classList.contains("faced")) return;
  document.body.classList.add("faced");
  $("words").placeholder = "look surprised";
}

export function avatar_age(state) {
  const frame = state.newest.avatar;
  if (!frame) return;
  const seconds = state.age("avatar") / 1000;
  write($("frames"), seconds > 1 ? `OLD: ${seconds.toFixed(0)} s ago` : frame.expression);
  const line = state.newest.utterance;
  write($("heard"), line && state.age("utterance") < HEARD ? `${line.speaker}: ${line.text}` : "");
}
