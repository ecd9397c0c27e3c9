package io.fluxrouter.console.chart;

/** Writes SVG. All text is escaped here, as templates take the picture as it is. */
final class Svg {
    private final StringBuilder out = new StringBuilder(8 * 1024);

    Svg(String style, String summary) {
        open("svg", "class", "chart-" + style, "role", "img", "aria-label", summary);
    }

    void open(String element, String... attributes) {
        begin(element, attributes).append('>');
    }

    private StringBuilder begin(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        return out;
    }

    void empty(String element, String... attributes) {
        begin(element, attributes).append("/>");
    }

    void close(String element) {
        out.append("</").append(element).append('>');
    }

    /** Horizontal lines at every step, the lowest one heavier. */
    void grid(int steps) {
        for (int i = 0; i <= steps; i++) {
            String y = Scale.percent(i, steps);
            empty("line", "class", i == steps ? "base" : "grid", "x2", "100%", "y1", y, "y2", y);
        }
    }

    /** A rectangle whose top and height are parts of a whole. */
    void rect(String style, String x, String width, long top, long height, long whole) {
        boolean fills = height == whole;
        empty(
                "rect",
                "class",
                style,
                "x",
                x,
                "width",
                width,
                "y",
                fills ? "0" : Scale.percent(top, whole),
                "height",
                Scale.percent(height, whole));
    }

    String end() {
        close("svg");
        return out.toString();
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n' -> out.append("&#10;");
                default -> out.append(c);
            }
        }
    }
}
