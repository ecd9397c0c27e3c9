package io.fluxrouter.billing.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML into {@link YamlNode}s. Broken syntax is the only mistake it throws at once. */
final class YamlTree {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Mistakes mistakes;

    private YamlTree(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Names that are written twice are reported; the first one counts. */
    static YamlNode read(String text, Mistakes mistakes) {
        try (JsonParser in = YAML.createParser(text)) {
            if (in.nextToken() == null) {
                return new YamlNode.Mapping(Map.of(), 1);
            }
            return new YamlTree(mistakes).node(in);
        } catch (JacksonException broken) {
            TokenStreamLocation at = broken.getLocation();
            mistakes.add(
                    at == null ? 1 : at.getLineNr(),
                    "",
                    "not YAML: " + broken.getOriginalMessage());
            mistakes.throwIfAny();
            throw broken;
        }
    }

    private YamlNode node(JsonParser in) {
        int line = in.currentTokenLocation().getLineNr();
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_OBJECT) return mapping(in, line);
        if (token == JsonToken.START_ARRAY) return sequence(in, line);
        if (in instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            mistakes.add(line, "", "anchors and aliases are not supported; write the value out");
        }
        return new YamlNode.Scalar(token == JsonToken.VALUE_NULL ? "" : in.getString(), line);
    }

    private YamlNode mapping(JsonParser in, int line) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            int nameLine = in.currentTokenLocation().getLineNr();
            in.nextToken();
            if (entries.putIfAbsent(name, node(in)) != null) {
                mistakes.add(nameLine, name, "is written twice");
            }
        }
        return new YamlNode.Mapping(entries, line);
    }

    private YamlNode sequence(JsonParser in, int line) {
        List<YamlNode> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) items.add(node(in));
        return new YamlNode.Sequence(items, line);
    }
}
