package io.fluxrouter.app.access;

import io.fluxrouter.app.node.TestApi.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All pages that somebody comes to by following links. */
final class Walk {
    private static final int MOST = 150;
    private static final Pattern LINK = Pattern.compile("(?:href|hx-get)=\"(/[^\"#]*)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("^/(assets|login/oidc|v1|api)\\b.*");

    private Walk() {}

    /** The pages by path, from those on. */
    static Map<String, Answer> from(Town town, Visitor visitor, String... starts) {
        Map<String, Answer> pages = new LinkedHashMap<>();
        Deque<String> ahead = new ArrayDeque<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String start : starts) if (seen.add(start)) ahead.add(start);
        while (!ahead.isEmpty() && pages.size() < MOST) {
            String path = ahead.poll();
            Answer page = town.send(visitor, "GET", path, "", Map.of());
            if (!page.header("Content-Type").startsWith("text/html")) continue;
            pages.put(path, page);
            Matcher link = LINK.matcher(page.text());
            while (link.find()) {
                String next = link.group(1).replace("&amp;", "&");
                // Another period or order of the same list is the same page.
                boolean fresh = !ELSEWHERE.matcher(next).matches() && seen.add(plain(next));
                if (fresh) ahead.add(next);
            }
        }
        return pages;
    }

    private static String plain(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
