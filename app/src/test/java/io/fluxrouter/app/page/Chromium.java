package io.fluxrouter.app.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Debian's browser, without a window. Not there: whoever asks is skipped, and says so. */
public final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private static final int PATIENCE_MILLIS = 8_000;

    private final Playwright playwright;
    private final Browser browser;
    private final String origin;

    /** What the pages complained about: blocked scripts and styles, failed requests. */
    final List<String> complaints = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser, String origin) {
        this.playwright = playwright;
        this.browser = browser;
        this.origin = origin;
    }

    public static Chromium start(String origin) {
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAM),
                "no " + PROGRAM + ": the pages are not looked at; install chromium");
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(PROGRAM)
                                        .setArgs(ARGUMENTS));
        return new Chromium(playwright, browser, origin);
    }

    /** By day, as wide as the pages are drawn for. */
    public Page openOnDesk() {
        return open(ColorScheme.LIGHT, PageLook.DESK[0], PageLook.DESK[1]);
    }

    Page open(ColorScheme scheme, int width, int height) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(origin)
                                .setColorScheme(scheme)
                                .setReducedMotion(ReducedMotion.REDUCE)
                                .setViewportSize(width, height));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) complaints.add(message.text());
                });
        page.onPageError(complaints::add);
        return page;
    }

    public void signIn(Page page, String email, String password) {
        page.navigate("/login");
        page.fill("input[name=email]", email);
        page.fill("input[name=password]", password);
        page.click("button.primary");
        page.waitForURL(url -> !url.contains("/login"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
