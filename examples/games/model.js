// The client: one question, one call.

export class Model {
  // url: of a simpletool server; key: its API key, if it has one.
  constructor(url, tools, key = "") {
    this.url = url.replace(/\/$/, "");
    this.tools = tools;
    this.key = key;
  }

  // Return the server's answer with the milliseconds it took; throws what the server or the network says.
  async decide(instruction, environment, history) {
    const headers = { "Content-Type": "application/json" };
    if (this.key) headers.Authorization = `Bearer ${this.key}`;
    const began = performance.now();
    const response = await fetch(`${this.url}/v1/function_call`, {
      method: "POST",
      headers,
      body: JSON.stringify({
        messages: [{ role: "user", content: instruction }],
        tools: this.tools,
        environment,
        history,
      }),
      signal: AbortSignal.timeout(5000),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error ?? `HTTP ${response.status}`);
    return { ...answer, ms: performance.now() - began };
  }
}
