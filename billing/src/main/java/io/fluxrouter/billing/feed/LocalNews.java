package io.fluxrouter.billing.feed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.config.JdbiConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who on this node hears of what this node changed before the change is answered: what somebody
 * changed holds for the next request they send here. Belongs to the {@link org.jdbi.v3.core.Jdbi}
 * by which changes are made: {@code jdbi.getConfig(LocalNews.class)}. The {@link ChangeFeed} brings
 * the same news once more, with those of other nodes.
 *
 * <p>Threads: safe for all. Listeners are called on the thread that made the change, after its
 * commit; there, the handle that committed is the one its {@code Jdbi} uses.
 */
public final class LocalNews implements JdbiConfig<LocalNews> {
    private static final Logger LOG = LoggerFactory.getLogger(LocalNews.class);

    private final List<NewsListener> listeners = new CopyOnWriteArrayList<>();

    public void listen(NewsListener listener) {
        listeners.add(listener);
    }

    /** The change is made, so a listener's failure is no failure of it: the feed comes next. */
    void tell(News news) {
        for (NewsListener listener : listeners) {
            try {
                listener.heard(news);
            } catch (RuntimeException failure) {
                LOG.warn("{} is not heard at once: {}", news.payload(), failure.toString());
            }
        }
    }

    /** The same for every handle. */
    @Override
    public LocalNews createCopy() {
        return this;
    }
}
