package io.fluxrouter.core.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface KnowsVertx {
    io.vertx.core.Vertx find();
}
