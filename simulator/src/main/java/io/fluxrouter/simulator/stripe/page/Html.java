package io.fluxrouter.simulator.stripe.page;

import java.math.BigDecimal;
import java.util.Locale;

/** The frame of every page, and texts made safe for it. */
final class Html {
    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #1a1f36; --soft: #697386; --line: #e3e8ee;
              --paper: #fff; --ground: #f6f8fa; --accent: #5851df; --bad: #b3093c; --good: #0b6b3a; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e8ee; --soft: #9aa3b5;
              --line: #353b4c; --paper: #1d2130; --ground: #12141d; --accent: #6f68f2;
              --bad: #ff7b9c; --good: #5fd39a; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--ground); color: var(--ink);
              font: 15px/1.5 system-ui, sans-serif; }
            .test { background: #ffdf8a; color: #5c3d00; text-align: center; font-size: 12px;
              padding: 4px; letter-spacing: .04em; }
            main { max-width: 460px; margin: 32px auto; padding: 0 16px; }
            .card { background: var(--paper); border: 1px solid var(--line); border-radius: 8px;
              padding: 24px; margin-bottom: 16px; }
            h1 { font-size: 20px; margin: 0 0 4px; } h2 { font-size: 15px; margin: 0 0 12px; }
            .amount { font-size: 32px; font-weight: 600; font-variant-numeric: tabular-nums; }
            .soft { color: var(--soft); font-size: 13px; }
            table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
            td { padding: 6px 0; border-bottom: 1px solid var(--line); }
            td:last-child { text-align: right; }
            label { display: block; margin: 12px 0 4px; font-size: 13px; font-weight: 500; }
            input { width: 100%; padding: 9px 11px; border: 1px solid var(--line); color: inherit;
              border-radius: 6px; font: inherit; background: var(--paper); }
            .two { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
            button { font: inherit; padding: 8px 12px; border-radius: 6px; cursor: pointer;
              border: 1px solid var(--line); background: var(--paper); color: inherit; }
            button.main { width: 100%; margin-top: 20px; padding: 12px; font-weight: 600;
              background: var(--accent); border-color: var(--accent); color: #fff; }
            .row { display: flex; flex-wrap: wrap; gap: 8px; }
            .bad { color: var(--bad); border-left: 3px solid var(--bad); padding: 4px 12px; }
            .good { color: var(--good); }
            a { color: var(--accent); }
            :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
            """;

    private Html() {}

    /** A whole page. The body is HTML already, the title is not. */
    static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title><style>%s</style></head>
                <body><div class="test">SIMULATED STRIPE · no real money moves</div>
                <main>%s</main></body></html>
                """
                .formatted(escape(title), STYLE, body);
    }

    /** Safe inside of an element and inside of an attribute in quotes. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** An amount of a currency's hundredths, such as {@code $20.00}. */
    static String amount(long cents, String currency) {
        String digits = BigDecimal.valueOf(Math.abs(cents), 2).toPlainString();
        String sign = cents < 0 ? "-" : "";
        String shown =
                currency.equals("usd")
                        ? "$" + digits
                        : digits + " " + currency.toUpperCase(Locale.ROOT);
        return sign + escape(shown);
    }

    /** What went wrong, or nothing. */
    static String error(String message) {
        return message.isEmpty()
                ? ""
                : "<p class=\"bad\" role=\"alert\" id=\"error\">" + escape(message) + "</p>";
    }
}
