package io.fluxrouter.app.demo;

import io.fluxrouter.core.money.Money;

/**
 * What one request of the tour was told about itself: by headers, or in a stream by its last
 * chunks.
 */
record Receipt(
        String prompt,
        String model,
        String lane,
        String reason,
        boolean streamed,
        long promptTokens,
        long completionTokens,
        Money cost) {}
