package io.fluxrouter.console.page.home;

import io.fluxrouter.console.page.Breakdown;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.Period;
import io.fluxrouter.core.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The overview.
 *
 * @param isNew nothing was ever sent by this customer
 * @param frontier what the same tokens had cost on the dearest model alone; null without a model
 */
public record HomePage(
        Frame frame,
        Period period,
        boolean isNew,
        String origin,
        List<Figure> figures,
        Breakdown byLane,
        Breakdown byModel,
        Breakdown byKey,
        @Nullable Frontier frontier,
        @Nullable Upcoming upcoming) {
    public HomePage {
        figures = List.copyOf(figures);
    }

    /**
     * A large number.
     *
     * @param value short, and whole in the title
     * @param change against the time before, in words; empty where there was nothing
     */
    public record Figure(String label, Money value, String note, String change, String mood) {}

    /** The dearest model, and what everything had cost on it. */
    public record Frontier(String model, Money cost, Money saved, String percent) {}

    /** The invoice of the running period as it would be now. */
    public record Upcoming(String total, String plan, String dueOn) {}
}
