/**
 * Owns the pages of those who run the installation: margin, customers, plans, invoices, webhooks,
 * models and the state of the system. Does not own any rule, nor what customers see.
 */
@NullMarked
package io.fluxrouter.console.page.admin;

import org.jspecify.annotations.NullMarked;
