/**
 * Owns how numbers become pictures: scales, bars and lines as SVG without scripts and without
 * styles inside. Pure: no clock, no input, no output. Does not own what the numbers mean, nor
 * colours, which are classes of the style sheet.
 */
@NullMarked
package io.fluxrouter.console.chart;

import org.jspecify.annotations.NullMarked;
