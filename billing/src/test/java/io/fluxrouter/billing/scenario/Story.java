package io.fluxrouter.billing.scenario;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/** Stories that share a world, which must be sound after each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Story {
    final Given given = new Given("2026-07-15T12:00:00Z");

    @AfterEach
    void the_world_is_sound() {
        given.check();
    }
}
