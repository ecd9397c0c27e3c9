package io.fluxrouter.billing.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line of /etc/passwd. */
record Account(String name, int uid, int gid) {
    private static final List<String> PREFERRED = List.of("postgres", "nobody");

    static List<Account> all() throws IOException {
        var accounts = new ArrayList<Account>();
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":", -1);
            if (fields.length < 4 || !(fields[2] + fields[3]).matches("\\d+")) continue;
            accounts.add(
                    new Account(
                            fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
        }
        return accounts;
    }

    static Optional<Account> unprivileged() throws IOException {
        List<Account> accounts = all();
        return PREFERRED.stream()
                .flatMap(name -> accounts.stream().filter(a -> a.name().equals(name)))
                .filter(account -> account.uid() != 0)
                .findFirst();
    }
}
