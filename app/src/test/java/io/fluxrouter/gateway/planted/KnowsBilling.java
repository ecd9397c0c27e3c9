package io.fluxrouter.gateway.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface KnowsBilling {
    io.fluxrouter.billing.planted.KnowsGateway find();
}
