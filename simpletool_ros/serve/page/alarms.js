// What nobody may overlook: no connection, no robot, silence of controller or guard, a stop not confirmed.

import { write } from "./panels.js";

const $ = (id) => document.getElementById(id);

export class Alarms {
  constructor(link, state, controls) {
    this.link = link;
    this.state = state;
    this.controls = controls;
  }

  look() {
    const { link, state } = this;
    const alarms = [...this.stop(), ...(link.live ? this.robot() : this.lost())];
    const old = !link.live || state.silent("tick");
    document.body.classList.toggle("old", old && Boolean(state.newest.tick));
    this.show(alarms);
    this.pills();
    const robot = state.newest.robot?.robot ?? "simpletool";
    document.title = alarms.length ? `⚠ ${alarms[0].title} – ${robot}` : robot;
  }

  // A stop that was asked for and that the guard has not confirmed.
  *stop() {
    const stopping = this.controls.stopping;
    if (stopping === null) return;
    const why = stopping.message ? `: ${stopping.message}` : " yet";
    const text = `STOP IS NOT CONFIRMED${why}. It is sent again until it is.`;
    yield { title: "STOP", text, since: stopping.since, flash: true };
  }

  *lost() {
    const { lost, reason } = this.link;
    const why = reason ? ` (${reason})` : "";
    if (this.link.locked) {
      yield { title: "locked", text: `This server asks for its API key${why}.`, notice: true };
    } else if (this.state.newest.hello) {
      const text = `NO CONNECTION${why}: all below is old, and STOP does not get through from here.`;
      yield { title: "no connection", text, since: lost, flash: true };
    } else {
      yield { title: "connecting", text: `Connecting to the server${why} …`, since: lost, notice: true };
    }
  }

  *robot() {
    const { state } = this;
    if (!state.newest.hello.robot) {
      const how = "source ROS 2 and this package, then start the server with: simpletool serve --robot";
      yield { title: "no robot", text: `No robot is connected. To connect one, ${how}`, notice: true };
      return;
    }
    for (const [kind, who] of [["tick", "controller"], ["guard", "guard"]]) {
      if (!state.newest[kind]) {
        yield { title: `no ${who}`, text: `No word from the ${who} yet: is it running?`, notice: true };
      } else if (state.silent(kind)) {
        const text = `NO WORD FROM THE ${who.toUpperCase()}: what is shown of it is old.`;
        yield { title: `${who} silent`, text, since: state.at[kind], flash: true };
      }
    }
    const guard = state.newest.guard;
    if (guard && guard.state !== "idle" && guard.state !== "armed") {
      const again = guard.state === "stopped" ? "It stays so until Re-arm." : "";
      yield { title: guard.state, text: `The guard has ${guard.state}: ${guard.reason}. ${again}`, notice: true };
    }
  }

  show(alarms) {
    const box = $("alarms");
    while (box.children.length > alarms.length) box.lastElementChild.remove();
    while (box.children.length < alarms.length) {
      const line = box.appendChild(document.createElement("p"));
      line.appendChild(document.createElement("span"));
      // Not read out again every second.
      line.appendChild(document.createElement("span")).ariaHidden = "true";
    }
    alarms.forEach((alarm, index) => {
      const line = box.children[index];
      line.className = `alarm${alarm.notice ? " notice" : ""}${alarm.flash ? " flash" : ""}`;
      write(line.firstChild, alarm.text);
      const seconds = Math.round((performance.now() - alarm.since) / 1000);
      write(line.lastChild, alarm.since === undefined ? "" : ` (${seconds} s)`);
    });
  }

  pills() {
    const { link, state } = this;
    const guard = state.newest.guard;
    $("link").className = `pill ${link.live ? "good" : "bad"}`;
    write($("link"), link.live ? `connected, ${Math.round(link.delay)} ms` : "not connected");
    const heard = guard && !state.silent("guard") && link.live;
    $("guard").hidden = !guard;
    const now = heard ? guard.state : "unknown";
    const look = { idle: "good", armed: "good", unknown: "bad" }[now] ?? "warn";
    $("guard").className = `pill ${look}`;
    write($("guard"), `guard ${now}`);
    const none = state.newest.hello?.robot === false;
    for (const id of ["stop", "send", "clear"]) $(id).disabled = none;
    $("rearm").disabled = !(heard && (guard.state === "stopped" || guard.state === "tripped"));
  }
}
