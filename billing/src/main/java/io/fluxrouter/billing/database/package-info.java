/**
 * Owns the connection to PostgreSQL, the embedded server and the schema. Does not own what is
 * stored.
 */
@NullMarked
package io.fluxrouter.billing.database;

import org.jspecify.annotations.NullMarked;
