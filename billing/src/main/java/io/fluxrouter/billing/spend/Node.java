package io.fluxrouter.billing.spend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * This process, as the database knows it. The id lives in the data directory beside the journal, so
 * a restart is the same node and finds its leases; only one process may use a data directory.
 */
public record Node(UUID id) {
    private static final String FILE = "node.id";

    /** Reads or makes the id, and tells the database that the node has started. */
    public static Node register(Jdbi jdbi, Path dataDirectory, InstantSource clock) {
        Node node = new Node(idIn(dataDirectory));
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO node (id, started_at, seen_at)
                                        VALUES (:id, :now, :now)
                                        ON CONFLICT (id) DO UPDATE
                                        SET started_at = excluded.started_at,
                                            seen_at = excluded.seen_at
                                        """)
                                .bind("id", node.id())
                                .bind("now", clock.instant())
                                .execute());
        return node;
    }

    private static UUID idIn(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        try {
            if (!Files.exists(file)) write(file, UUID.randomUUID());
            return UUID.fromString(Files.readString(file).strip());
        } catch (IOException cause) {
            throw new UncheckedIOException("the node's id in " + file, cause);
        } catch (IllegalArgumentException cause) {
            throw new IllegalStateException(file + " does not hold a UUID", cause);
        }
    }

    /**
     * Whole or not at all, and still there after a power cut: a lost id would orphan its leases.
     */
    private static void write(Path file, UUID id) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = file.resolveSibling(FILE + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent())) {
            directory.force(true);
        }
    }
}
