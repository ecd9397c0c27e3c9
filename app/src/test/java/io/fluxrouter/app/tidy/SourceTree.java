package io.fluxrouter.app.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of the repository, as they lie there now; needs no git.
 *
 * @param texts the files that rules read
 * @param paths every file and directory, also those that are no text
 */
record SourceTree(List<SourceFile> texts, Set<String> paths) {

    private static final Set<String> NOT_OURS =
            Set.of(".git", ".idea", "target", "data", "node_modules");
    private static final Set<String> TEXT_ENDINGS =
            Set.of(
                    "java",
                    "md",
                    "xml",
                    "yaml",
                    "yml",
                    "sql",
                    "html",
                    "jte",
                    "css",
                    "js",
                    "properties",
                    "txt");

    static SourceTree of(SourceFile... files) {
        Set<String> paths = new TreeSet<>();
        for (SourceFile file : files) {
            paths.add(file.path());
            paths.add(file.directory());
        }
        return new SourceTree(List.of(files), paths);
    }

    static SourceTree read(Path root) {
        List<SourceFile> texts = new ArrayList<>();
        Set<String> paths = new TreeSet<>();
        try {
            Files.walkFileTree(root, new Reader(root, texts, paths));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SourceTree(texts, paths);
    }

    /**
     * The root of the repository: told by the build, else the first directory upwards that holds
     * the launcher.
     */
    static Path root() {
        String told = System.getProperty("fluxrouter.root");
        if (told != null) {
            return Path.of(told);
        }
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isRegularFile(directory.resolve("fluxrouter"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException(
                    "not inside the repository: " + Path.of("").toAbsolutePath());
        }
        return directory;
    }

    Stream<SourceFile> java() {
        return texts.stream().filter(SourceFile::isJava);
    }

    Stream<SourceFile> mainJava() {
        return texts.stream().filter(SourceFile::isMainJava);
    }

    Stream<SourceFile> markdown() {
        return texts.stream().filter(SourceFile::isMarkdown);
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 || TEXT_ENDINGS.contains(name.substring(dot + 1));
    }

    /** Collects files; leaves out what the build makes. */
    private static final class Reader extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<SourceFile> texts;
        private final Set<String> paths;

        Reader(Path root, List<SourceFile> texts, Set<String> paths) {
            this.root = root;
            this.texts = texts;
            this.paths = paths;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (NOT_OURS.contains(directory.getFileName().toString()) && !directory.equals(root)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            paths.add(relative(directory));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            String path = relative(file);
            paths.add(path);
            // In a linked worktree `.git` is a file, and it names a directory of the machine.
            if (isText(file) && attributes.isRegularFile() && !path.equals(".git")) {
                texts.add(SourceFile.of(path, Files.readString(file)));
            }
            return FileVisitResult.CONTINUE;
        }

        private String relative(Path path) {
            return root.relativize(path).toString().replace('\\', '/');
        }
    }
}
