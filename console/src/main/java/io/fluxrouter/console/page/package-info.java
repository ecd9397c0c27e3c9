/**
 * Owns what all pages of the console share: who looks at one, the frame around it, how forms,
 * amounts and times are read and written, and the files that browsers load. Does not own what any
 * page shows, nor any rule.
 */
@NullMarked
package io.fluxrouter.console.page;

import org.jspecify.annotations.NullMarked;
