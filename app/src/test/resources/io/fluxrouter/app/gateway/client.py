"""A caller that behaves on the wire as OpenAI's SDK for Python does, with the standard library alone.

One connection is kept alive for all calls. Headers, retries and the reading of events follow the SDK's
documented behaviour: 408, 409, 429 and 5xx are tried again twice, after what `retry-after-ms` says;
`x-should-retry` wins over the status; a stream ends with `[DONE]`.
"""

import http.client
import json
import socket
import sys
import time
import urllib.parse

BASE_URL, KEY, BROKE_KEY, FREE_KEY = sys.argv[1:]
BASE = urllib.parse.urlsplit(BASE_URL)
MESSAGES = [{"role": "user", "content": "Say hello, 世界."}]
RETRIED = {408, 409, 429}
MAX_RETRIES = 2
LONGEST_WAIT_SECONDS = 120


class ApiStatusError(Exception):
    def __init__(self, status, headers, body):
        super().__init__(f"{status} {body}")
        self.status = status
        self.request_id = headers.get("x-request-id")
        self.headers = headers
        error = body["error"]
        self.message, self.type, self.code = error["message"], error["type"], error["code"]
        self.param = error["param"]


class Client:
    def __init__(self, key):
        self.key = key
        self.connection = http.client.HTTPConnection(BASE.hostname, BASE.port, timeout=60)
        self.sent = 0
        self.sockets = set()

    def headers(self, retries, stream):
        return {
            "Accept": "application/json",
            "Accept-Encoding": "gzip, deflate",
            "Authorization": f"Bearer {self.key}",
            "Connection": "keep-alive",
            "Content-Type": "application/json",
            "User-Agent": "OpenAI/Python 2.9.0",
            "X-Stainless-Arch": "x64",
            "X-Stainless-Async": "false",
            "X-Stainless-Lang": "python",
            "X-Stainless-OS": "Linux",
            "X-Stainless-Package-Version": "2.9.0",
            "X-Stainless-Runtime": "CPython",
            "X-Stainless-Runtime-Version": "3.11.2",
            "x-stainless-read-timeout": "600",
            "x-stainless-retry-count": str(retries),
        }

    def request(self, method, path, fields=None, stream=False):
        body = None if fields is None else json.dumps(fields, ensure_ascii=False).encode()
        retries = 0
        while True:
            self.connection.request(
                method, BASE.path + path, body, self.headers(retries, stream)
            )
            self.sent += 1
            self.sockets.add(self.connection.sock.getsockname())
            response = self.connection.getresponse()
            if response.status < 400:
                return response
            text = response.read()
            if retries == MAX_RETRIES or not should_retry(response):
                raise ApiStatusError(response.status, response.headers, json.loads(text))
            time.sleep(wait_seconds(response.headers))
            retries += 1

    def chat(self, **fields):
        response = self.request("POST", "/chat/completions", {"messages": MESSAGES, **fields})
        answer = json.loads(response.read())
        answer["_request_id"] = response.headers.get("x-request-id")
        answer["_headers"] = response.headers
        return answer

    def stream(self, **fields):
        fields = {"messages": MESSAGES, "stream": True, **fields}
        response = self.request("POST", "/chat/completions", fields, stream=True)
        assert response.headers.get_content_type() == "text/event-stream", response.headers
        for data in events(response):
            if data.startswith("[DONE]"):
                response.read()
                return
            chunk = json.loads(data)
            assert "error" not in chunk, chunk
            yield chunk


def should_retry(response):
    told = response.headers.get("x-should-retry")
    if told is not None:
        return told == "true"
    return response.status in RETRIED or response.status >= 500


def wait_seconds(headers):
    millis = headers.get("retry-after-ms")
    seconds = float(millis) / 1000 if millis else float(headers.get("retry-after", "0.5"))
    assert 0 < seconds <= LONGEST_WAIT_SECONDS, headers
    return seconds


def events(response):
    """The data of each server-sent event; pieces come as the network cut them."""
    pending = b""
    data = []
    while piece := response.read1(4096):
        pending += piece
        while (end := pending.find(b"\n")) >= 0:
            line, pending = pending[:end].rstrip(b"\r").decode(), pending[end + 1 :]
            if line.startswith("data:"):
                data.append(line[5:].removeprefix(" "))
            elif not line and data:
                yield "\n".join(data)
                data = []
            else:
                assert not line or line.startswith(":"), line
    assert not pending and not data, (pending, data)


def chats():
    answer = client.chat(model="flux-auto")
    assert answer["object"] == "chat.completion"
    assert answer["choices"][0]["message"]["content"]
    assert answer["usage"]["completion_tokens"] > 0
    assert answer["_request_id"].startswith("req_")
    assert float(answer["_headers"]["x-flux-cost-usd"]) > 0


def streams():
    text, usage = "", None
    for chunk in client.stream(model="flux-auto", stream_options={"include_usage": True}):
        assert chunk["object"] == "chat.completion.chunk"
        for choice in chunk["choices"]:
            text += choice["delta"].get("content") or ""
        usage = chunk.get("usage") or usage
    assert text
    assert float(usage["cost_usd"]) > 0
    assert float(usage["cost_usd"]) == usage["cost"]


def calls_tools():
    parameters = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    tools = [{"type": "function", "function": {"name": "weather", "parameters": parameters}}]
    call = client.chat(model="flux-auto", tools=tools)["choices"][0]
    assert call["finish_reason"] == "tool_calls"
    assert call["message"]["tool_calls"][0]["function"]["name"] == "weather"
    json.loads(call["message"]["tool_calls"][0]["function"]["arguments"])


def asks_for_json():
    answer = client.chat(model="flux-auto", response_format={"type": "json_object"})
    assert isinstance(json.loads(answer["choices"][0]["message"]["content"]), dict)


def lists_models():
    models = json.loads(client.request("GET", "/models").read())
    assert models["object"] == "list"
    assert "flux-auto" in [model["id"] for model in models["data"]]


def reads_errors():
    before = client.sent
    for fields, status, code, param in (
        ({"model": "no-such-model"}, 404, "model_not_found", "model"),
        ({"model": "flux-auto", "messages": []}, 400, None, "messages"),
        ({"model": "flux-auto", "max_tokens": -1}, 400, None, "max_tokens"),
    ):
        error = raised(client, **fields)
        assert error.status == status, error
        assert code is None or error.code == code, error
        assert error.param == param and error.message, error
        assert error.request_id.startswith("req_"), error
    assert raised(Client("sk-flux-" + "0" * 64), model="flux-auto").status == 401
    assert client.sent - before == 3, "what cannot succeed is not tried again"


def does_not_try_again_when_money_is_refused():
    broke = Client(BROKE_KEY)
    error = raised(broke, model="flux-auto")
    assert error.status == 402 and error.code == "credit_balance_exhausted", error
    assert broke.sent == 1


def tries_again_when_the_rate_is_refused():
    hasty = Client(FREE_KEY)
    for _ in range(2):
        assert hasty.chat(model="flux-fast")["choices"]
    assert hasty.sent == 3, hasty.sent
    assert len(hasty.sockets) == 1, "a refusal keeps the connection"


def keeps_its_connection():
    assert len(client.sockets) == 1, client.sockets


def reads_the_cost_in_the_trailer():
    body = json.dumps({"model": "flux-fast", "messages": MESSAGES, "stream": True})
    head = (
        f"POST {BASE.path}/chat/completions HTTP/1.1\r\nHost: {BASE.netloc}\r\n"
        f"Authorization: Bearer {KEY}\r\nTE: trailers\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((BASE.hostname, BASE.port), timeout=60) as bare:
        bare.sendall((head + body).encode())
        answer = b""
        while piece := bare.recv(65536):
            answer += piece
    text, _, trailer = answer.partition(b"\r\n0\r\n")
    assert b"trailer: x-flux-cost-usd" in text.lower(), text[:600]
    fields = dict(line.split(b": ") for line in trailer.lower().strip().split(b"\r\n"))
    assert float(fields[b"x-flux-cost-usd"]) > 0, trailer


def raised(caller, **fields):
    try:
        caller.chat(**fields)
    except ApiStatusError as error:
        return error
    raise AssertionError(f"no error for {fields}")


client = Client(KEY)
for test in (
    chats,
    streams,
    calls_tools,
    asks_for_json,
    lists_models,
    reads_errors,
    does_not_try_again_when_money_is_refused,
    tries_again_when_the_rate_is_refused,
    keeps_its_connection,
    reads_the_cost_in_the_trailer,
):
    test()
    print("ok", test.__name__)
print("ALL GOOD")
