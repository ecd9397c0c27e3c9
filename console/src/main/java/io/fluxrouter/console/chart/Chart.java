package io.fluxrouter.console.chart;

import java.util.List;

/** A picture with the text of its axes, which stands beside it and is not stretched with it. */
public sealed interface Chart permits BarChart, LineChart {

    /** Beside the picture, from the top down. */
    List<String> ticks();

    /** Below the picture, evenly spread from end to end. */
    List<String> labels();

    String svg();
}
