package io.fluxrouter.billing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresBinariesTest {
    @TempDir Path directory;

    @Test
    void programs_are_unpacked_once_over_what_a_crash_left() throws Exception {
        Path home = PostgresBinaries.unpackInto(directory);
        DurableFiles.deleteTree(home);
        Path unfinished = directory.resolve(home.getFileName() + ".unfinished");
        Files.createDirectories(unfinished.resolve("bin/postgres"));

        assertThat(PostgresBinaries.unpackInto(directory)).isEqualTo(home);
        assertThat(unfinished).doesNotExist();
        assertThat(home.resolve("bin/postgres")).isRegularFile().isExecutable();
        assertThat(home.resolve("lib/libpq.so.5")).isSymbolicLink().exists();

        var before = Files.getLastModifiedTime(home.resolve("bin"));
        PostgresBinaries.unpackInto(directory);
        assertThat(Files.getLastModifiedTime(home.resolve("bin"))).isEqualTo(before);
    }

    @Test
    void files_links_and_modes_are_kept() throws Exception {
        var archive = new Archive();
        archive.file("bin/run", 0755);
        archive.file("share/text", 0600);
        archive.link("bin/alias", "run");
        extract(archive);
        assertThat(modeOf("bin/run")).isEqualTo("rwxr-xr-x");
        assertThat(modeOf("share/text")).isEqualTo("rw-r--r--");
        assertThat(directory.resolve("root/bin/alias")).hasContent("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "bin/../../outside", "/tmp/fluxrouter-outside"})
    void an_entry_that_leads_outside_is_refused(String name) throws Exception {
        var archive = new Archive();
        archive.file(name, 0644);
        assertThatThrownBy(() -> extract(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside of itself");
        assertThat(directory.resolve("outside")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../../outside", "/etc", "lib/other", "/"})
    void a_link_that_leads_away_is_refused(String target) throws Exception {
        var archive = new Archive();
        archive.link("bin/link", target);
        assertThatThrownBy(() -> extract(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads away");
    }

    private void extract(Archive archive) throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        PostgresBinaries.extract(new ByteArrayInputStream(archive.bytes()), root);
    }

    private String modeOf(String name) throws IOException {
        Path file = directory.resolve("root").resolve(name);
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static final class Archive {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TarArchiveOutputStream tar;

        Archive() throws IOException {
            tar = new TarArchiveOutputStream(new XZCompressorOutputStream(bytes));
        }

        void file(String name, int mode) throws IOException {
            byte[] content = {'c', 'o', 'n', 't', 'e', 'n', 't'};
            var entry = new TarArchiveEntry(name, true);
            entry.setMode(mode);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }

        void link(String name, String target) throws IOException {
            var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(target);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }

        byte[] bytes() throws IOException {
            tar.close();
            return bytes.toByteArray();
        }
    }
}
