package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Exports of any number of rows, in memory that does not grow with it. For a million: {@code
 * -Drows=1000000}.
 */
class AuditExportTest {
    private static final long ROWS = Long.getLong("rows", 30_000);
    private static final long MOST_GROWTH = 48L << 20;
    private static final int LOOKS = 8;

    private static TestNode node;
    private static PageVisitor owner;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        owner = PageVisitor.signedUp(node.api(), "Exporter");
        owner.newKey("production");
        String path = PageVisitor.only(owner.get("/home/keys").text(), "/home/keys/[0-9a-f-]{36}");
        UUID key = UUID.fromString(path.substring("/home/keys/".length()));
        UUID customer =
                UUID.fromString(
                        node.api()
                                .admin("GET", "/v1/keys/" + key, "")
                                .json()
                                .path("customer_id")
                                .asString());
        new PastTraffic(node.databaseUrl()).fill(List.of(customer), List.of(key), ROWS);
    }

    @AfterAll
    static void stop() {
        if (node != null) node.closeWithoutChecks();
    }

    /**
     * What came.
     *
     * @param highest the most heap that was in use at a look, garbage left out
     */
    private record Read(long lines, long bytes, long first, long highest, long millis) {}

    @Test
    void every_row_is_in_the_file_and_memory_does_not_grow_with_them() throws IOException {
        String export = UUID.randomUUID().toString();
        Read csv = read("/home/audit.csv?period=90d&export=" + export);
        print("CSV", csv);
        assertThat(csv.lines()).isEqualTo(ROWS + 1);
        assertThat(csv.highest() - csv.first()).isLessThan(MOST_GROWTH);
        assertThat(owner.get("/home/audit/exports/" + export).text())
                .contains(String.format("%,d rows written", ROWS));
        Read lines = read("/home/audit.jsonl?period=90d");
        print("JSON Lines", lines);
        assertThat(lines.lines()).isEqualTo(ROWS);
        assertThat(lines.highest() - lines.first()).isLessThan(MOST_GROWTH);
    }

    @Test
    void the_export_of_another_customer_is_not_there() {
        PageVisitor other = PageVisitor.signedUp(node.api(), "Curious");
        String export = UUID.randomUUID().toString();
        owner.get("/home/audit.csv?period=today&export=" + export);
        assertThat(owner.get("/home/audit/exports/" + export).text()).contains("rows written");
        assertThat(other.get("/home/audit/exports/" + export).text())
                .doesNotContain("rows written");
    }

    private static void print(String what, Read read) {
        System.out.printf(
                "%s: %,d lines, %,d KB in %,d ms; heap %,d KB at first, at most %,d KB%n",
                what,
                read.lines(),
                read.bytes() / 1_000,
                read.millis(),
                read.first() / 1_000,
                read.highest() / 1_000);
    }

    private static Read read(String path) throws IOException {
        long began = System.nanoTime();
        long lines = 0;
        long bytes = 0;
        long first = 0;
        long highest = 0;
        long next = 1;
        byte[] buffer = new byte[1 << 16];
        try (InputStream body = owner.open(path)) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                bytes += n;
                for (int i = 0; i < n; i++) if (buffer[i] == '\n') lines++;
                if (lines >= next) {
                    long used = heap();
                    if (first == 0) first = used;
                    highest = Math.max(highest, used);
                    next = lines + ROWS / LOOKS;
                }
            }
        }
        return new Read(lines, bytes, first, highest, (System.nanoTime() - began) / 1_000_000);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
