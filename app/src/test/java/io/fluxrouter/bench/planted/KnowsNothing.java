package io.fluxrouter.bench.planted;

/** Is something to know, for those who may not. */
public interface KnowsNothing {
    long find();
}
