package io.fluxrouter.console.metering;

import io.fluxrouter.billing.meter.MeterBook;
import java.time.InstantSource;

/** What the calls about metering share. */
public record MeteringParts(MeterBook meters, InstantSource clock) {}
