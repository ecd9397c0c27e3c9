package io.fluxrouter.billing.feed;

/** Somebody who must know what changed. Called on the feed's thread, one news at a time. */
public interface NewsListener {

    void heard(News news);

    /** News may have been missed: everything must be read again. */
    void reloadAll();
}
