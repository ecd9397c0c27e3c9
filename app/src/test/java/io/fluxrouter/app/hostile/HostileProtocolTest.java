package io.fluxrouter.app.hostile;

import static io.fluxrouter.app.hostile.RawHttp.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Breaches of HTTP itself: refused or cut off, and never read as two requests. */
@TestInstance(Lifecycle.PER_CLASS)
class HostileProtocolTest {
    private static final String SMUGGLED = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private Surface surface;
    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    void start() {
        surface = new Surface();
    }

    @BeforeEach
    void forget() {
        wrong.clear();
    }

    @AfterAll
    void nothing_was_charged_and_the_node_still_serves() {
        surface.close();
    }

    /**
     * A call with these headers, kept alive, and then what a careless server takes for the next.
     */
    private void expectNoSecondRequest(Operation call, String headers, String body) {
        String head = surface.head(call, surface.path(call), headers);
        String open = head.replace("Connection: close\r\n", "");
        RawAnswer answer = surface.send(bytes(open + body + SMUGGLED));
        if (!answer.refusesOrCloses()) note(call + " " + headers, answer);
    }

    @Test
    void a_body_whose_length_is_told_in_two_ways_is_refused() {
        for (Operation call : surface.operations()) {
            for (String headers :
                    List.of(
                            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                            "Content-Length: 0\r\nContent-Length: 5\r\n",
                            "Content-Length: 0, 5\r\n",
                            "Content-Length: 5\r\nContent-Length: 5, 6\r\n")) {
                expectNoSecondRequest(call, headers, "0\r\n\r\n");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_length_that_is_none_is_refused() {
        for (Operation call : surface.operations()) {
            for (String length :
                    List.of(
                            "-1",
                            "+5",
                            "0x5",
                            "5 5",
                            "five",
                            "",
                            "1e1",
                            "9".repeat(30),
                            "\u0665")) {
                expectNoSecondRequest(call, "Content-Length: " + length + "\r\n", "");
            }
            expectNoSecondRequest(call, "Content-Length : 0\r\n", "");
            expectNoSecondRequest(call, "Content-Length\r\n : 0\r\n", "");
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_transfer_encoding_that_is_not_chunked_is_refused() {
        for (Operation call : surface.operations()) {
            for (String encoding :
                    List.of(
                            "xchunked",
                            "identity",
                            "gzip",
                            "chunked, identity",
                            "chunked, chunked",
                            "gzip, chunked",
                            "\"chunked\"",
                            "chunked;a=b",
                            "\u000bchunked",
                            "")) {
                expectNoSecondRequest(call, "Transfer-Encoding: " + encoding + "\r\n", "0\r\n\r\n");
            }
            expectNoSecondRequest(
                    call,
                    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                    "0\r\n\r\n");
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void chunks_that_are_none_are_refused() {
        for (Operation call : surface.operations()) {
            if (!call.hasBody()) continue;
            for (String chunks :
                    List.of(
                            "zz\r\n",
                            "-1\r\n",
                            "+1\r\na\r\n0\r\n\r\n",
                            "0x1\r\na\r\n0\r\n\r\n",
                            "fffffffffffffffff\r\n",
                            "\r\n\r\n",
                            "5\r\nabcdefghij\r\n0\r\n\r\n",
                            "1" + ";a".repeat(50_000) + "\r\na\r\n0\r\n\r\n",
                            "1\r\na\r\n0\r\n" + "a: b\r\n".repeat(20_000) + "\r\n")) {
                expectNoSecondRequest(call, "Transfer-Encoding: chunked\r\n", chunks);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void headers_of_a_hundred_kilobytes_are_refused() {
        for (Operation call : surface.operations()) {
            for (String headers :
                    List.of(
                            "X-Long: " + "a".repeat(100_000) + "\r\n",
                            "X-" + "a".repeat(100_000) + ": b\r\n",
                            "X-Many: b\r\n".repeat(10_000))) {
                RawAnswer answer =
                        surface.send(bytes(surface.head(call, surface.path(call), headers)));
                if (answer.status() != 431 || !answer.refuses()) note(call + " " + headers, answer);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_head_that_is_none_is_refused() {
        for (String head :
                List.of(
                        "hello\r\n\r\n",
                        "GET\r\n\r\n",
                        "GET /health\r\n\r\n",
                        "GET /health HTTP/9.9\r\n\r\n",
                        "GET /health HTTP/1.1 x\r\n\r\n",
                        "GET /health FTP/1.1\r\n\r\n",
                        "G\u0000T /health HTTP/1.1\r\nHost: a\r\n\r\n",
                        "GET /he\u0000lth HTTP/1.1\r\nHost: a\r\n\r\n",
                        "GET /health HTTP/1.1\r\nHost: a\r\nX-\u0000: b\r\n\r\n",
                        "GET /health HTTP/1.1\r\nHost: a\r\nX-A: b\u0000c\r\n\r\n",
                        "GET /health HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                        "GET /health HTTP/1.1\r\nHost: a\r\n: no name\r\n\r\n",
                        "GET /health HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n",
                        "GET " + "/".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n")) {
            RawAnswer answer = surface.send(bytes(head + SMUGGLED));
            if (!answer.refusesOrCloses()) note(head, answer);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void http_1_0_is_answered_and_closed() {
        for (Operation call : surface.operations()) {
            String head = surface.head(call, "/v1/nothing", "").replace("HTTP/1.1", "HTTP/1.0");
            RawAnswer answer = surface.send(bytes(head.replace("Connection: close\r\n", "")));
            if (answer.status() != 404 || !answer.refuses()) note(call.toString(), answer);
        }
        RawAnswer health = surface.send(bytes("GET /health HTTP/1.0\r\n\r\n"));
        assertThat(health.status()).as("%s", health).isEqualTo(200);
        assertThat(health.inTime()).isTrue();
        assertThat(wrong).isEmpty();
    }

    private void note(String what, RawAnswer answer) {
        String shown = what.substring(0, Math.min(90, what.length())).replace("\r\n", " ");
        wrong.add(shown + " -> " + answer);
    }
}
