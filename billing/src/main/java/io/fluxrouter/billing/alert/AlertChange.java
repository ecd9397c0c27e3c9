package io.fluxrouter.billing.alert;

import io.fluxrouter.billing.input.Change;
import java.math.BigDecimal;
import java.util.List;

/** What to change of an alert, not yet checked. What it watches cannot change. */
public record AlertChange(
        Change<String> name, Change<List<BigDecimal>> thresholds, Change<List<String>> emails) {}
