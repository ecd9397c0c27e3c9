package io.fluxrouter.console.chart;

/**
 * One group that a chart tells apart.
 *
 * @param style the class of the style sheet that has its colour: "s-express"
 */
public record Series(String name, String label, String style) {}
