package io.fluxrouter.core.plantedthere;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface There {
    io.fluxrouter.core.plantedhere.Here find();
}
