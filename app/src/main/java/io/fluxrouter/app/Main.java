package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.app.config.ConfigException;
import io.fluxrouter.app.demo.Demo;
import io.fluxrouter.app.rate.RateCommand;
import io.fluxrouter.billing.catalog.InvalidCatalogException;
import io.fluxrouter.billing.database.DatabaseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.ToIntFunction;

/** The command line: one verb, then its arguments. */
public final class Main {

    /** Exit code for a command line that cannot be carried out, as shells use it. */
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        int exitCode = run(arguments, System.out, System.err);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Carries out a command line and returns its exit code. A server that stays up returns 0. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        String verb = arguments.length == 0 ? "help" : arguments[0];
        return switch (verb) {
            case "help", "--help", "-h" -> help(out, 0);
            case "demo" -> configured(err, config -> Demo.run(config, exits(arguments), out));
            case "serve" -> configured(err, config -> Serve.run(config, out));
            case "verify" -> configured(err, config -> Verify.run(config, out));
            case "reconcile" -> reconcile(arguments, out, err);
            case "rate" -> RateCommand.run(System.in, out);
            default -> {
                err.println("no such verb: " + verb);
                yield help(err, USAGE);
            }
        };
    }

    private static int reconcile(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length > 1) {
            err.println("reconcile takes no arguments");
            return Reconcile.NOT_DONE;
        }
        return configured(err, Reconcile.NOT_DONE, config -> Reconcile.run(config, out, err));
    }

    private static int configured(PrintStream err, ToIntFunction<Config> verb) {
        return configured(err, 1, verb);
    }

    /**
     * Runs a verb with the settings of the environment; mistakes in them are the operator's to
     * read.
     *
     * @param failed the exit code where that does not work
     */
    private static int configured(PrintStream err, int failed, ToIntFunction<Config> verb) {
        try {
            Config config = Config.from(System.getenv());
            LogLevel.set(config.logLevel());
            return verb.applyAsInt(config);
        } catch (ConfigException | InvalidCatalogException | DatabaseException mistake) {
            err.println(mistake.getMessage());
            return failed;
        } catch (CompletionException failure) {
            err.println("cannot start: " + failure.getCause());
            return failed;
        }
    }

    private static boolean exits(String[] arguments) {
        return Arrays.asList(arguments).contains("--exit");
    }

    /** Prints the text that the launcher shows too. */
    private static int help(PrintStream to, int exitCode) {
        try (InputStream text = Main.class.getResourceAsStream("/help.txt")) {
            byte[] bytes =
                    Objects.requireNonNull(text, "help.txt is part of the jar").readAllBytes();
            to.print(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exitCode;
    }
}
