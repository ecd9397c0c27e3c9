package io.fluxrouter.simulator;

import java.util.Map;

/**
 * The provider's own count since it started: what a test compares other people's money with.
 *
 * @param requests every HTTP request
 * @param byStatus replies begun, by status; a stalled or cut request has none
 * @param clientAborts replies that the client left before their end
 * @param openStreams event streams being written now, stalled ones too
 * @param models tokens by the model name that the request asked for
 */
public record Tally(
        long requests,
        Map<Integer, Long> byStatus,
        long clientAborts,
        long openStreams,
        Map<String, ModelTally> models) {
    public Tally {
        byStatus = Map.copyOf(byStatus);
        models = Map.copyOf(models);
    }

    /**
     * The tokens of one model.
     *
     * @param replies successful replies, finished or not
     * @param served tokens truly read and written; added when a reply ends, however it ends
     * @param claimed tokens that the usage objects sent said; a repeated usage counts once
     */
    public record ModelTally(long replies, Usage served, Usage claimed) {
        static final ModelTally ZERO = new ModelTally(0, Usage.ZERO, Usage.ZERO);

        ModelTally plus(ModelTally other) {
            return new ModelTally(
                    replies + other.replies,
                    served.plus(other.served),
                    claimed.plus(other.claimed));
        }
    }

    public Usage served() {
        return total().served;
    }

    public Usage claimed() {
        return total().claimed;
    }

    public long replies() {
        return total().replies;
    }

    public long status(int status) {
        return byStatus.getOrDefault(status, 0L);
    }

    public ModelTally of(String model) {
        return models.getOrDefault(model, ModelTally.ZERO);
    }

    private ModelTally total() {
        return models.values().stream().reduce(ModelTally.ZERO, ModelTally::plus);
    }
}
