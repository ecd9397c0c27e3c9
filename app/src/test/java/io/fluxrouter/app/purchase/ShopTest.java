package io.fluxrouter.app.purchase;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests of one shop. No fault outlives its test; closing the shop checks the books. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ShopTest {
    private final Map<String, String> settings;
    Shop shop;

    ShopTest() {
        this(Map.of());
    }

    /** With settings of the node: FLUX_… and values. */
    ShopTest(Map<String, String> settings) {
        this.settings = settings;
    }

    @BeforeAll
    void openShop() {
        shop = Shop.open(settings);
    }

    @AfterEach
    void noMoreFaults() {
        shop.stripe().faults().clear();
        shop.stripe().webhookFaults().clear();
    }

    @AfterAll
    void closeShop() {
        shop.close();
    }
}
