package io.fluxrouter.app.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A form as it stands in a page.
 *
 * @param fields by name, with what is filled in
 */
record PageForm(String method, String action, Map<String, String> fields) {
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>([\\s\\S]*?)</form>");
    private static final Pattern FIELD = Pattern.compile("<(input|select|textarea)\\b([^>]*)>");
    private static final Pattern OPTION = Pattern.compile("<option value=\"([^\"]*)\"");

    /** All of a page; one without an action goes back to the page. */
    static List<PageForm> in(String html, String path) {
        List<PageForm> forms = new ArrayList<>();
        Matcher form = FORM.matcher(html);
        while (form.find()) {
            String action = attribute(form.group(1), "action");
            forms.add(
                    new PageForm(
                            attribute(form.group(1), "method").equals("post") ? "POST" : "GET",
                            action.isEmpty() ? path : action,
                            fields(form.group(2))));
        }
        return forms;
    }

    private static Map<String, String> fields(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(html);
        while (field.find()) {
            String name = attribute(field.group(2), "name");
            if (name.isEmpty()) continue;
            String value = attribute(field.group(2), "value");
            if (field.group(1).equals("select")) {
                Matcher option = OPTION.matcher(html).region(field.end(), html.length());
                value = option.find() ? option.group(1) : "";
            }
            fields.put(name, value);
        }
        return fields;
    }

    private static String attribute(String tag, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? found.group(1) : "";
    }

    /** As it is sent, with every value changed. */
    String encoded(UnaryOperator<String> change) {
        return fields.entrySet().stream()
                .map(
                        field ->
                                encoded(field.getKey())
                                        + "="
                                        + encoded(change.apply(field.getValue())))
                .collect(Collectors.joining("&"));
    }

    /** As it is sent, with one value changed. */
    String encodedWith(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(name, value);
        return new PageForm(method, action, changed).encoded(same -> same);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + action + " " + fields.keySet();
    }
}
