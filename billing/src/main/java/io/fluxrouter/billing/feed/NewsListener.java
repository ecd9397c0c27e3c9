package io.fluxrouter.billing.feed;

/** Somebody who must know what changed. Called by the {@link ChangeFeed} or {@link LocalNews}. */
public interface NewsListener {

    void heard(News news);

    /** News may have been missed: everything must be read again. */
    void reloadAll();
}
