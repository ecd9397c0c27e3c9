package io.fluxrouter.app.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of shell commands in a document.
 *
 * @param line of the document, where the block's first command stands
 */
record ShellBlock(String document, int line, String commands) {

    private static final String FENCE = "```";

    /** The blocks fenced as {@code sh}, in the document's order. */
    static List<ShellBlock> in(String document, String text) {
        List<ShellBlock> blocks = new ArrayList<>();
        StringBuilder commands = new StringBuilder();
        String language = "";
        int line = 0;
        int first = 0;
        for (String written : text.split("\n", -1)) {
            line++;
            boolean isFence = written.startsWith(FENCE);
            if (isFence && language.isEmpty()) {
                language = written.equals(FENCE) ? "none" : written.substring(FENCE.length());
                first = line + 1;
            } else if (isFence) {
                if (language.equals("sh")) {
                    blocks.add(new ShellBlock(document, first, commands.toString()));
                }
                language = "";
                commands.setLength(0);
            } else if (!language.isEmpty()) {
                commands.append(written).append('\n');
            }
        }
        return blocks;
    }

    @Override
    public String toString() {
        return document + ":" + line;
    }
}
