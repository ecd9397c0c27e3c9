package io.fluxrouter.gateway.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface KnowsSql {
    java.sql.Connection find();
}
