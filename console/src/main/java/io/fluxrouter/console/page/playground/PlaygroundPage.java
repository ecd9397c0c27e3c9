package io.fluxrouter.console.page.playground;

import io.fluxrouter.console.page.Frame;
import java.util.List;

/**
 * A chat.
 *
 * @param models what can be asked, the router's own names first
 */
public record PlaygroundPage(Frame frame, List<String> models, boolean mayUse) {
    public PlaygroundPage {
        models = List.copyOf(models);
    }
}
