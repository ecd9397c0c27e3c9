package io.fluxrouter.console.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface KnowsJdbi {
    org.jdbi.v3.core.Jdbi find();
}
