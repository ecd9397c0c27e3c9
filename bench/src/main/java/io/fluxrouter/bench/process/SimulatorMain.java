package io.fluxrouter.bench.process;

import io.fluxrouter.simulator.FixedReply;
import io.fluxrouter.simulator.Pace;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import io.fluxrouter.simulator.Usage;
import java.io.IOException;

/** The simulated provider as a program: it prints its port and ends when its input does. */
public final class SimulatorMain {
    /** Text events of a stream; a plain reply carries the same text whole. */
    public static final int CHUNKS = 50;

    private static final Usage USAGE = new Usage(120, CHUNKS, 0, 0);

    private SimulatorMain() {}

    /** Takes the model, the first byte's wait and the wait between chunks, in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        Pace pace = Pace.of(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
        Settings settings =
                Settings.defaults()
                        .withFixedReply(FixedReply.of(arguments[0], CHUNKS, USAGE))
                        .withPace(pace);
        try (SimulatedProvider provider = SimulatedProvider.start(settings)) {
            System.out.println("port " + provider.port());
            while (System.in.read() >= 0) {
                // Nothing is said on the input; its end is the message.
            }
        }
    }
}
