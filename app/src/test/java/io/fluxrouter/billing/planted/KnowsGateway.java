package io.fluxrouter.billing.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface KnowsGateway {
    io.fluxrouter.gateway.planted.KnowsBilling find();
}
