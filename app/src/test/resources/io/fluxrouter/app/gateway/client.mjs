// A caller with the official OpenAI SDK for Node: only the base URL and the key are ours.
import assert from "node:assert/strict";
import OpenAI from "openai";

const [baseURL, apiKey, brokeKey, freeKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey });
const messages = [{ role: "user", content: "Say hello." }];

const answer = await client.chat.completions.create({ model: "flux-auto", messages });
assert.ok(answer.choices[0].message.content.length > 0);
assert.match(answer._request_id, /^req_/);

const stream = await client.chat.completions.create({
  model: "flux-auto", messages, stream: true, stream_options: { include_usage: true },
});
let text = "";
let usage;
for await (const chunk of stream) {
  text += chunk.choices[0]?.delta?.content ?? "";
  usage = chunk.usage ?? usage;
}
assert.ok(text.length > 0);
assert.ok(Number(usage.cost_usd) > 0);
assert.equal(Number(usage.cost_usd), usage.cost);

const tools = [{
  type: "function",
  function: {
    name: "weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
}];
const call = await client.chat.completions.create({ model: "flux-auto", messages, tools });
assert.equal(call.choices[0].message.tool_calls[0].function.name, "weather");

const json = await client.chat.completions.create({
  model: "flux-auto", messages, response_format: { type: "json_object" },
});
assert.equal(typeof JSON.parse(json.choices[0].message.content), "object");

const models = await client.models.list();
assert.ok(models.data.some((model) => model.id === "flux-auto"));

await assert.rejects(
  client.chat.completions.create({ model: "no-such-model", messages }),
  (error) => error.status === 404 && error.code === "model_not_found" && /^req_/.test(error.requestID),
);
await assert.rejects(
  client.chat.completions.create({ model: "flux-auto", messages: [] }),
  (error) => error instanceof OpenAI.BadRequestError && error.param === "messages",
);
await assert.rejects(
  new OpenAI({ baseURL, apiKey: "sk-flux-" + "0".repeat(64) }).models.list(),
  (error) => error instanceof OpenAI.AuthenticationError && error.code === "invalid_api_key",
);

// Money that is gone is not asked for again; a rate that was passed is, after a wait.
let sent = 0;
const counting = (url, options) => {
  sent++;
  return fetch(url, options);
};
await assert.rejects(
  new OpenAI({ baseURL, apiKey: brokeKey, fetch: counting })
    .chat.completions.create({ model: "flux-auto", messages }),
  (error) => error.status === 402 && error.code === "credit_balance_exhausted",
);
assert.equal(sent, 1);
sent = 0;
const hasty = new OpenAI({ baseURL, apiKey: freeKey, fetch: counting });
for (let i = 0; i < 2; i++) {
  const reply = await hasty.chat.completions.create({ model: "flux-fast", messages });
  assert.ok(reply.choices.length > 0);
}
assert.equal(sent, 3);
console.log("ALL GOOD");
