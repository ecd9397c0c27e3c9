/** Owns the tests of accounts, keys and customers of the billing API, over real HTTP. */
@NullMarked
package io.fluxrouter.app.account;

import org.jspecify.annotations.NullMarked;
