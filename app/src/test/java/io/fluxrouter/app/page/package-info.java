/** The console's pages as a browser meets them. */
@NullMarked
package io.fluxrouter.app.page;

import org.jspecify.annotations.NullMarked;
