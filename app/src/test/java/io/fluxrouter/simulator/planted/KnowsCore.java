package io.fluxrouter.simulator.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface KnowsCore {
    io.fluxrouter.core.planted.Tidy find();
}
