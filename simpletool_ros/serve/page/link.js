// The websocket: events in, commands out, and whether either gets through.
//
// Every half second a ping goes out; the server sends it back behind whatever else waits for this page. So the
// time it takes is how old the news are, and a connection that hangs is noticed although it looks open.

const PING = 500; // ms between two pings
const LOST = 2500; // ms: without an answer to a ping for so long, what the page shows is old
const STUCK = 6000; // ms: so long without an answer, another connection is tried
const RETRY = 1000; // ms between two attempts to connect
const WRONG_KEY = 4401; // the server's code for closing

export class Link {
  // take(event, at): called for every event; `at` is when it happened, in milliseconds of performance.now().
  constructor(take) {
    this.take = take;
    this.lost = performance.now(); // since when nothing gets through; null: it does
    this.reason = ""; // why the server closed the connection, if it said so
    this.delay = Infinity; // ms that the last ping took
    this.key = sessionStorage.getItem("key"); // the server's API key, kept as long as this tab; null: unknown
    this.locked = false; // whether the server waits for that key
    this.waiting = new Map(); // id of a command to who is told of its answer
    this.id = 0;
    this.connect();
    setInterval(() => this.look(), PING);
    addEventListener("visibilitychange", () => this.look());
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/live`);
    this.socket = socket;
    this.admitted = false; // whether the server has said hello
    this.heard = performance.now(); // when the last ping came back, or the attempt began
    socket.onmessage = (message) => {
      if (socket === this.socket) this.receive(message.data);
    };
    socket.onclose = (closed) => {
      if (socket !== this.socket) return;
      this.reason = closed.reason;
      if (closed.code === WRONG_KEY) this.keep(null);
      this.fail();
      setTimeout(() => {
        if (socket === this.socket) this.connect();
      }, RETRY);
    };
  }

  // Whether what the page shows is what is.
  get live() {
    return this.lost === null;
  }

  // Use the API key that the server waits for.
  unlock(key) {
    this.keep(key);
    this.send({ command: "open", key });
  }

  keep(key) {
    this.key = key;
    if (key === null) sessionStorage.removeItem("key");
    else sessionStorage.setItem("key", key);
  }

  // Send a command; `told(done, message)` is called once: with its answer, or when the connection ends first.
  command(command, told) {
    const id = ++this.id;
    if (this.admitted && this.send({ ...command, id })) this.waiting.set(id, told);
    else told(false, "not sent: there is no connection to the server");
  }

  send(command) {
    if (this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(command));
    return true;
  }

  look() {
    const silent = performance.now() - this.heard;
    if (silent > LOST) this.fail();
    if (silent > STUCK && !this.locked) {
      const stuck = this.socket;
      this.connect();
      stuck.close();
    }
    this.ping();
  }

  ping() {
    if (this.admitted) this.send({ command: "ping", sent: performance.now() });
  }

  receive(text) {
    const now = performance.now();
    for (const { age, event } of JSON.parse(text)) {
      if (event.kind === "pong") {
        this.delay = now - event.sent;
        this.heard = now;
        if (this.delay < LOST) this.lost = null;
        else this.lost ??= event.sent;
      } else if (event.kind === "answer") {
        const told = this.waiting.get(event.id);
        this.waiting.delete(event.id);
        told?.(event.done, event.message);
      } else {
        if (event.kind === "locked") {
          this.locked = true;
          if (this.key !== null) this.unlock(this.key);
        } else if (event.kind === "hello") {
          this.admitted = true;
          this.locked = false;
          this.reason = "";
          this.ping();
        }
        this.take(event, now - 1000 * age);
      }
    }
  }

  fail() {
    this.lost ??= this.heard;
    this.delay = Infinity;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const told of waiting) told(false, "no answer: the connection to the server was lost");
  }
}
