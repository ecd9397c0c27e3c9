package io.fluxrouter.simulator;

/** The tokens of one successful reply, put into the book when it ends. Not thread-safe. */
final class ReplyCount {
    private final TallyBook book;
    private final String model;
    private final Usage whole;
    private long completion;

    /**
     * @param whole the usage of the reply if all of it is written
     */
    ReplyCount(TallyBook book, String model, Usage whole) {
        this.book = book;
        this.model = model;
        this.whole = whole;
    }

    /** A part that is about to be written. */
    void add(Event event) {
        completion += event.tokens();
        if (event.claim() != null) book.claimed(model, event.claim());
    }

    /** Only what was written has been served. */
    void close() {
        book.served(model, whole.withCompletion(completion));
    }
}
