package io.fluxrouter.app.config;

import java.util.List;

/** The operator's settings cannot be used. Lists every mistake, so that one start shows all. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
    }
}
