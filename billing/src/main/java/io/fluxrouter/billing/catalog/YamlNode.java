package io.fluxrouter.billing.catalog;

import java.util.List;
import java.util.Map;

/** A piece of a YAML file that still knows its line, and its digits as they were written. */
sealed interface YamlNode {
    int line();

    record Mapping(Map<String, YamlNode> entries, int line) implements YamlNode {}

    record Sequence(List<YamlNode> items, int line) implements YamlNode {}

    /** Text, a number or a truth value; empty for null. */
    record Scalar(String text, int line) implements YamlNode {}
}
