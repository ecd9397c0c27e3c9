package io.fluxrouter.core.experiment;

import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.ModelPrice;
import io.fluxrouter.core.money.TokenPrices;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prices as somebody thinks of setting them. A model that is named has its own new price; another
 * follows its lane, if that is how it is priced now and the lane's rate changes; all others stay.
 */
public final class PriceChange {
    private final Map<String, TokenPrices> newPrices = new HashMap<>();

    /**
     * Works out the new prices of a catalogue's models.
     *
     * @param models new prices by the models' ids, each of the catalogue; not by lane, which is
     *     said by {@code lanes}
     */
    public PriceChange(
            Catalog catalog, Map<Lane, TokenPrices> lanes, Map<String, ModelPrice> models) {
        for (Model model : catalog.models()) {
            TokenPrices prices = prices(model, lanes.get(model.lane()), models.get(model.id()));
            if (prices != null) newPrices.put(model.id(), prices);
        }
    }

    private static @Nullable TokenPrices prices(
            Model model, @Nullable TokenPrices lane, @Nullable ModelPrice own) {
        TokenPrices now = model.rates().customer();
        if (own != null) return own.resolve(lane == null ? now : lane, model.rates().market());
        boolean follows = model.rates().price() instanceof ModelPrice.LaneRate;
        return follows ? lane : null;
    }

    /** What a model's tokens would cost; null where nothing changes, or the model is gone. */
    @Nullable TokenPrices of(String model) {
        return newPrices.get(model);
    }
}
