package io.fluxrouter.billing.database;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings of the embedded server. They go on its command line, where neither a file in the
 * data directory nor ALTER SYSTEM can overrule them: what is safe stays safe.
 */
final class ServerSettings {
    private static final List<String> SETTINGS =
            List.of(
                    // A commit that was reported is on the disk. This is a ledger.
                    "fsync=on",
                    "synchronous_commit=on",
                    "full_page_writes=on",
                    // Only this machine, and no socket file: its path may be at most 107 bytes
                    // long.
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "max_connections=60",
                    "password_encryption=scram-sha-256",
                    "timezone=UTC",
                    // Memory when idle: few processes, a small cache (the kernel caches files as
                    // well).
                    "shared_buffers=64MB",
                    "huge_pages=off",
                    "io_method=sync",
                    "max_worker_processes=4",
                    "max_parallel_workers=2",
                    "max_parallel_workers_per_gather=1",
                    "max_logical_replication_workers=0",
                    "jit=off",
                    // The log of writes between two checkpoints: enough for a burst of settling.
                    "min_wal_size=64MB",
                    "max_wal_size=1GB",
                    // One file for each day of the week, each emptied when its day comes round.
                    "logging_collector=on",
                    "log_directory=log",
                    "log_filename=server-%a.log",
                    "log_truncate_on_rotation=on",
                    "log_rotation_age=1d",
                    "log_rotation_size=0",
                    "log_timezone=UTC",
                    "log_checkpoints=off",
                    // A failed statement may carry personal data in its text.
                    "log_min_error_statement=panic",
                    "log_parameter_max_length_on_error=0");

    private ServerSettings() {}

    /** The settings as words of the command line. */
    static List<String> words(int port) {
        var words = new ArrayList<String>();
        for (String setting : SETTINGS) words.addAll(List.of("-c", setting));
        words.addAll(List.of("-c", "port=" + port));
        return words;
    }
}
