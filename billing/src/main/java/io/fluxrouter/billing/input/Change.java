package io.fluxrouter.billing.input;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a PATCH says about one field: nothing, or a new value, which may be null. Keeps "left out"
 * and "null" apart.
 */
public sealed interface Change<T> {

    /** The field was left out. */
    record Kept<T>() implements Change<T> {}

    /** The field was sent; null takes the value away. */
    record Set<T>(@Nullable T value) implements Change<T> {}

    static <T> Change<T> kept() {
        return new Kept<>();
    }

    static <T> Change<T> to(@Nullable T value) {
        return new Set<>(value);
    }

    /** The value afterwards: the one before, or what {@code read} makes of the new one. */
    default <R> R over(R before, Function<@Nullable T, R> read) {
        return switch (this) {
            case Kept<T>() -> before;
            case Set<T>(T value) -> read.apply(value);
        };
    }

    /** As {@link #over}, of a value that may be missing before and after. */
    default <R> @Nullable R overOptional(
            @Nullable R before, Function<@Nullable T, @Nullable R> read) {
        return switch (this) {
            case Kept<T>() -> before;
            case Set<T>(T value) -> read.apply(value);
        };
    }

    default boolean isSet() {
        return this instanceof Set<T>;
    }
}
