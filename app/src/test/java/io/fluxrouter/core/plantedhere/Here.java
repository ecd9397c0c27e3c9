package io.fluxrouter.core.plantedhere;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface Here {
    io.fluxrouter.core.plantedthere.There find();
}
