package io.fluxrouter.app.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface KnowsBench {
    io.fluxrouter.bench.planted.KnowsNothing find();
}
