package io.fluxrouter.billing.input;

import io.fluxrouter.core.refusal.ApiError;

/**
 * Which part of a list, by number; of the lists under /api/v1. Bounds: REFERENCE 2.1.
 *
 * @param number from 1
 * @param size the most items, 1 to {@link #MAX_SIZE}
 */
public record NumberedPage(int number, int size) {
    public static final int MAX_SIZE = 100;
    public static final int STANDARD_SIZE = 20;

    /** So that an offset stays a sensible number. */
    public static final int MAX_NUMBER = 1_000_000;

    public static final NumberedPage FIRST = new NumberedPage(1, STANDARD_SIZE);

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public NumberedPage {
        if (number < 1 || number > MAX_NUMBER) {
            throw Fields.invalid("page must be from 1 to " + MAX_NUMBER + ".", "page");
        }
        if (size < 1 || size > MAX_SIZE) {
            throw Fields.invalid("page_size must be from 1 to " + MAX_SIZE + ".", "page_size");
        }
    }

    /** How many items come before this page. */
    public int offset() {
        return (number - 1) * size;
    }

    public int pagesOf(long total) {
        return Math.toIntExact((total + size - 1) / size);
    }
}
