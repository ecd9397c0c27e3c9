package io.fluxrouter.simulator.stripe.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stripe's form encoding read as a tree: {@code a[b]=1}, {@code a[0][b]=1} and {@code a[]=1}. Every
 * value is a text. Where indices are used, each is the name of a member, so that {@code a[0]} and
 * {@code a[1]} make an object of "0" and "1".
 */
public final class Form {
    private Form() {}

    /** Reads a body or a query. Throws an error of Stripe's for brackets that do not match. */
    public static ObjectNode parse(String encoded) {
        ObjectNode root = Json.object();
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            put(root, keys(decoded(name)), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return root;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw StripeError.invalid(
                    "", "Invalid request (check that your POST content is well encoded)");
        }
    }

    /** The name and the texts in its brackets. */
    private static List<String> keys(String name) {
        List<String> keys = new ArrayList<>();
        int open = name.indexOf('[');
        keys.add(open < 0 ? name : name.substring(0, open));
        while (open >= 0) {
            int close = name.indexOf(']', open);
            if (close < 0) throw StripeError.invalid(name, "Invalid parameter name: " + name);
            keys.add(name.substring(open + 1, close));
            open = name.indexOf('[', close);
        }
        return keys;
    }

    private static void put(ObjectNode root, List<String> keys, String value) {
        ObjectNode at = root;
        for (String key : keys.subList(0, keys.size() - 1)) {
            String member = key.isEmpty() ? String.valueOf(at.size()) : key;
            JsonNode next = at.get(member);
            at = next instanceof ObjectNode object ? object : at.putObject(member);
        }
        String last = keys.getLast();
        at.put(last.isEmpty() ? String.valueOf(at.size()) : last, value);
    }

    /** The texts of a list, however its brackets were written. */
    static ArrayNode values(ObjectNode list) {
        ArrayNode values = Json.MAPPER.createArrayNode();
        list.values().forEach(values::add);
        return values;
    }
}
