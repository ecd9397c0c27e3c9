package io.fluxrouter.billing.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface KnowsVertx {
    io.vertx.core.Vertx find();
}
