// The instruction box, STOP and re-arm: every command says what came of it, above all when nothing did.

const AGAIN = 1000; // ms after which a stop that is not confirmed is sent again

const $ = (id) => document.getElementById(id);

export class Controls {
  constructor(link) {
    this.link = link;
    this.stopping = null; // {since, message}: a stop that nobody has confirmed yet
    $("stop").addEventListener("click", () => this.stop());
    $("rearm").addEventListener("click", () => this.rearm());
    $("clear").addEventListener("click", () => this.instruct(""));
    $("instruct").addEventListener("submit", (event) => {
      event.preventDefault();
      const words = $("words").value.trim();
      if (words) this.instruct(words);
      else this.say(false, "Write an instruction first; Clear ends the present one.");
    });
    addEventListener("keydown", (event) => {
      // Escape ends the composition of a character first.
      if (event.key === "Escape" && !event.isComposing && !event.repeat) {
        event.preventDefault();
        this.stop();
      }
    });
  }

  instruct(instruction) {
    this.say(true, "Sent …");
    this.link.command({ command: "instruct", instruction }, (done, message) => {
      this.say(done, `Instruction: ${message}.`);
    });
  }

  // Ask for the stop, again and again until the guard confirms it.
  stop() {
    if ($("stop").disabled) return; // there is no robot
    const stopping = { since: performance.now(), message: "" };
    this.stopping = stopping;
    const ask = () => {
      if (this.stopping !== stopping) return;
      this.link.command({ command: "stop" }, (done, message) => {
        if (this.stopping !== stopping) return;
        stopping.message = message;
        if (done) {
          this.stopping = null;
          this.say(true, `Stopped: ${message}.`);
        } else {
          setTimeout(ask, AGAIN);
        }
      });
    };
    ask();
  }

  rearm() {
    this.stopping = null;
    this.link.command({ command: "rearm" }, (done, message) => this.say(done, `Re-arm: ${message}.`));
  }

  say(good, text) {
    $("said").className = good ? "" : "bad";
    $("said").textContent = text;
  }
}
