// A chat with the gateway, as any client has it: a key that lives for an hour, a stream, its cost.
(() => {
  'use strict';
  const form = document.getElementById('ask');
  const talk = document.getElementById('talk');
  if (!form) return;
  let key = null;
  let messages = [];
  let spent = 0;

  function turn(text, style) {
    const element = document.createElement('div');
    element.className = 'turn ' + style;
    element.textContent = text;
    talk.append(element);
    element.scrollIntoView({ block: 'end' });
    return element;
  }

  function receipt(element, facts) {
    const line = document.createElement('div');
    line.className = 'receipt';
    for (const fact of facts.filter(Boolean)) {
      const part = document.createElement('span');
      part.textContent = fact;
      line.append(part);
    }
    element.append(line);
  }

  async function newKey() {
    const reply = await fetch('/home/playground/key', { method: 'POST' });
    if (!reply.ok) throw new Error('There is no key for you: ' + reply.status);
    key = (await reply.json()).key;
  }

  async function send(body, again) {
    if (!key) await newKey();
    const reply = await fetch('/v1/chat/completions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Authorization': 'Bearer ' + key },
      body: JSON.stringify(body),
    });
    if (reply.status === 401 && !again) {
      key = null;
      return send(body, true);
    }
    return reply;
  }

  // The events of a stream, one JSON object each.
  async function* events(reply) {
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        if (!line.startsWith('data:')) continue;
        const data = line.slice(5).trim();
        if (data && data !== '[DONE]') yield JSON.parse(data);
      }
    }
  }

  async function ask(message, model, tokens) {
    messages.push({ role: 'user', content: message });
    turn(message, 'me');
    const answer = turn('', 'you');
    const text = document.createTextNode('');
    answer.append(text);
    const began = performance.now();
    const reply = await send({ model, messages, max_tokens: tokens, stream: true, stream_options: { include_usage: true } });
    if (!reply.ok) {
      const refusal = await reply.json().catch(() => ({}));
      messages.pop();
      text.data = (refusal.error && refusal.error.message) || 'The request was refused.';
      receipt(answer, ['HTTP ' + reply.status, 'nothing was charged']);
      return;
    }
    let usage = null;
    for await (const event of events(reply)) {
      const delta = event.choices && event.choices[0] && event.choices[0].delta;
      if (delta && delta.content) text.data += delta.content;
      if (event.usage) usage = event.usage;
      if (event.error) text.data += '\n' + event.error.message;
    }
    messages.push({ role: 'assistant', content: text.data });
    const cost = usage && (usage.cost_usd || usage.cost);
    receipt(answer, [
      reply.headers.get('x-flux-model'),
      reply.headers.get('x-flux-lane'),
      reply.headers.get('x-flux-route-reason'),
      usage && `${usage.prompt_tokens} + ${usage.completion_tokens} tokens`,
      cost !== undefined && cost !== null && `cost $${cost}`,
      `${Math.round(performance.now() - began)} ms`,
    ]);
    if (cost) {
      spent += Number(cost);
      document.getElementById('sum').textContent = `this chat so far: $${spent.toFixed(6)}`;
    }
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    const message = form.elements.message.value.trim();
    if (!message) return;
    button.disabled = true;
    form.elements.message.value = '';
    try {
      await ask(message, form.elements.model.value, Number(form.elements.tokens.value) || 512);
    } catch (failure) {
      turn(String(failure.message || failure), 'you');
    }
    button.disabled = false;
    form.elements.message.focus();
  });
  form.elements.message.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  document.getElementById('clear').addEventListener('click', () => {
    messages = [];
    talk.replaceChildren();
  });
})();
