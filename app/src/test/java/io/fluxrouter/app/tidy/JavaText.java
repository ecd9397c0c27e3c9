package io.fluxrouter.app.tidy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Java as text: what is code, and what is only said in comments and literals. */
final class JavaText {

    /** A comment or a literal. Text blocks come before strings, which they would look like. */
    private static final Pattern NOT_CODE =
            Pattern.compile(
                    "//[^\\n]*"
                            + "|/\\*(?s:.*?)\\*/"
                            + "|\"\"\"(?s:(?:[^\"\\\\]|\\\\.|\"(?!\"\"))*+)\"\"\""
                            + "|\"(?:[^\"\\\\\\n]|\\\\.)*+\""
                            + "|'(?:[^'\\\\\\n]|\\\\.)++'");

    private JavaText() {}

    /** The same text with comments and literals as blanks, so that lines and columns stay. */
    static String withoutCommentsAndLiterals(String text) {
        char[] code = text.toCharArray();
        Matcher matcher = NOT_CODE.matcher(text);
        while (matcher.find()) {
            for (int i = matcher.start(); i < matcher.end(); i++) {
                if (code[i] != '\n') {
                    code[i] = ' ';
                }
            }
        }
        return new String(code);
    }
}
