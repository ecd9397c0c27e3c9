package io.fluxrouter.billing.duty;

import java.time.Duration;

/** Work that is looked for again and again. Any number of nodes may share it. */
public interface Duty {

    /** What logs call it. */
    String name();

    /** How long after nothing was found it is looked for again. */
    Duration every();

    /** Does one piece of it; false where there is none. */
    boolean next();
}
