package io.fluxrouter.gateway.upstream;

import io.fluxrouter.core.catalog.Provider;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The circuits of all providers, shared by all event loops: what one loop learns, all know.
 *
 * <p>Threads: safe for all.
 */
public final class Circuits {
    /** A provider that moves to another address starts with a clean record. */
    private record Place(String provider, URI baseUri) {}

    private final Map<Place, Circuit> circuits = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final MeterRegistry metrics;

    public Circuits(LongSupplier nanoTime, MeterRegistry metrics) {
        this.nanoTime = nanoTime;
        this.metrics = metrics;
    }

    /** Has the providers' gauges stand there before anything was called. */
    public void watch(Iterable<Provider> providers) {
        providers.forEach(this::of);
    }

    Circuit of(Provider provider) {
        Place place = new Place(provider.name(), provider.baseUri());
        Circuit known = circuits.get(place);
        return known != null ? known : circuits.computeIfAbsent(place, this::open);
    }

    private Circuit open(Place place) {
        Circuit circuit = new Circuit(place.provider(), nanoTime);
        for (CircuitState state : CircuitState.values()) {
            Gauge.builder("flux_provider_circuit", circuit, c -> c.state() == state ? 1 : 0)
                    .description("1 for the state that the provider is in")
                    .tag("provider", place.provider())
                    .tag("address", place.baseUri().getHost() + port(place.baseUri()))
                    .tag("state", state.key())
                    .register(metrics);
        }
        return circuit;
    }

    private static String port(URI uri) {
        return uri.getPort() < 0 ? "" : ":" + uri.getPort();
    }

    /** The state of every provider that was watched or called, by name. */
    public Map<String, CircuitState> states() {
        Map<String, CircuitState> states = new TreeMap<>();
        circuits.forEach((place, circuit) -> states.put(place.provider(), circuit.state()));
        return states;
    }
}
