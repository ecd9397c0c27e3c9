package io.fluxrouter.app.tidy;

import java.util.List;

/** A rule of tidiness: finds every place in a tree that breaks it. */
interface Rule {
    List<Violation> check(SourceTree tree);
}
