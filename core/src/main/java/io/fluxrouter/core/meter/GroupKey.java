package io.fluxrouter.core.meter;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of the group-by properties that the events of one total share, by property. */
public record GroupKey(SortedMap<String, String> values) implements Comparable<GroupKey> {

    /** The one group of a meter that groups by nothing. */
    public static final GroupKey ALL = new GroupKey(new TreeMap<>());

    public GroupKey {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Any total order will do: totals are listed by it, so that two runs list them alike. */
    @Override
    public int compareTo(GroupKey other) {
        return values.toString().compareTo(other.values.toString());
    }
}
